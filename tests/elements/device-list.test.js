import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { imeis } from "../package/fixtures/requests.js";
import { built } from "./fixtures/built.js";

/** @type {typeof import("../../pkg-template/elements/request/device-list.js")} */
const { DeviceList } = await built("elements/request/device-list.js");
/** @type {typeof import("../../pkg-template/elements/request/advice.js")} */
const { adviceOn } = await built("elements/request/advice.js");

/** @param {string} text */
async function read(text) {
  const list = await DeviceList.read(text);
  assert.ok(list);
  return list;
}

/** @param {string} text of one line that is not ready */
async function adviceFor(text) {
  const [entry] = (await read(text)).entries;
  assert.ok(entry);
  return adviceOn(entry);
}

const [a = "", b = ""] = imeis(2);
const wrong = `${a.slice(0, 14)}${(Number(a[14]) + 1) % 10}`;

describe("a list of devices", () => {
  it("tells what is ready, wrong and repeated, also across the core's chunks", async () => {
    const many = imeis(25_000);
    const list = await read([...many, wrong, many[0], many[24_999], "Truck"].join("\n"));
    assert.deepEqual(list.imeis, many);
    assert.deepEqual(
      list.of("bad").map(({ line, issue }) => [line, issue?.code]),
      [
        [25_001, "imei_check_digit"],
        [25_004, undefined],
      ],
    );
    assert.deepEqual(
      list.of("repeated").map(({ line, first }) => [line, first?.line]),
      [
        [25_002, 1],
        [25_003, 25_000],
      ],
    );
  });

  it("names every wrong one of thousands", async () => {
    const list = await read(
      imeis(3000)
        .map((imei) => `${imei}0`)
        .join("\n"),
    );
    assert.equal(list.of("bad").length, 3000);
  });

  it("takes IMEIs whose check digit does not fit when it is told to, and back", async () => {
    const list = await read(`IMEI,Name\n${a},Van A\n${wrong},Van B\n${wrong},Van B\n12345,Van C`);
    assert.ok(list.hasOtherCheckDigits);
    await list.setCheckDigit(false);
    assert.deepEqual(list.imeis, [a, wrong]);
    assert.deepEqual(list.columns?.rows.get(wrong), ["Van B"]);
    assert.deepEqual([list.of("bad").length, list.of("repeated").length, list.hasOtherCheckDigits], [1, 1, false]);
    await list.correct(
      /** @type {import("../../pkg-template/elements/request/device-list.js").Entry} */ (list.of("bad")[0]),
      b,
    );
    await list.setCheckDigit(true);
    assert.deepEqual(list.imeis, [a, b]);
    assert.deepEqual([...(list.columns?.rows.keys() ?? [])], [a, b]);
    const lenient = await DeviceList.read(wrong, { checkDigit: false });
    assert.deepEqual(lenient?.imeis, [wrong]);
  });

  it("keeps the comments on lines, as a column and in the text", async () => {
    const list = await read(`${a} # Van A\n${wrong} # Van B\n${b}`);
    assert.deepEqual(list.columns, { names: ["Comment"], rows: new Map([[a, ["Van A"]]]) });
    await list.leaveOut(list.of("bad"));
    assert.equal(list.text, `${a} # Van A\n${b}`);
    assert.deepEqual((await read(list.text)).columns, list.columns);
    assert.equal((await read(`# all of May\n${a}`)).columns, undefined);
  });

  it("leaves out what is wrong or repeated", async () => {
    const list = await read(`${a}\n${wrong}\n${a}\n${b}`);
    await list.leaveOut(list.of("bad"));
    await list.leaveOut(list.of("repeated"));
    assert.deepEqual(
      list.entries.map(({ text }) => text),
      [a, b],
    );
  });

  it("checks a correction, and finds that it repeats another", async () => {
    const list = await read(`${a}\n${wrong}\nTruck`);
    const [, second, third] = list.entries;
    assert.ok(second && third);
    await list.correct(second, ` ${b} `);
    assert.equal(second.state, "ready");
    await list.correct(third, a);
    assert.deepEqual([third.state, third.first?.line], ["repeated", 1]);
    await list.correct(third, "490154203237519");
    assert.equal(third.state, "bad");
    assert.deepEqual(list.imeis, [a, b]);
  });

  it("judges anew what repeated a wrong one that is gone", async () => {
    const list = await read(`${wrong}\n${wrong}`);
    await list.leaveOut(list.of("bad"));
    assert.deepEqual(
      list.entries.map(({ line, state }) => [line, state]),
      [[2, "bad"]],
    );
  });

  it("keeps further columns by device, and gives the list back as a text", async () => {
    const list = await read(`Name;IMEI\n"Van; ""red""";${a}\nBus;${wrong}\nTram;Truck`);
    assert.deepEqual(list.columns?.names, ["Name"]);
    assert.deepEqual([...(list.columns?.rows ?? [])], [[a, ['Van; "red"']]]);
    const [, bus] = list.entries;
    assert.ok(bus);
    await list.correct(bus, b);
    assert.deepEqual(list.columns?.rows.get(b), ["Bus"]);
    const again = await read(list.text);
    assert.deepEqual(
      again.entries.map(({ imei, cells }) => [imei, cells]),
      list.entries.map(({ imei, cells }) => [imei, cells]),
    );
  });

  it("ends when it is no longer wanted", async () => {
    assert.equal(await DeviceList.read(imeis(100).join("\n"), { isWanted: () => false }), undefined);
  });
});

describe("advice on a line", () => {
  for (const [what, text, words, suggestions] of /** @type {const} */ ([
    ["a number that Excel shortened", "4.9E+14", /digits are lost/, []],
    ["one in German", "4,9E+14", /digits are lost/, []],
    ["one with all of its digits", "4.90154203237518E+14", /as text/, ["490154203237518"]],
    ["an IMEI without its check digit", "35693803564380", /14 digits/, ["356938035643809"]],
    ["an IMEI without its zero", "10153000000005", /14 digits/, ["101530000000053", "010153000000005"]],
    ["an IMEISV", "4901542032375101", /IMEISV/, ["490154203237518"]],
    ["a wrong check digit", "490154203237519", /check digit/, []],
    ["a SIM card's number", "89490200001234567890", /ICCID/, []],
    ["a digit too few", "4901542032375", /13 digits/, []],
    ["a word", "Truck", /not an IMEI/, []],
  ])) {
    it(`says what to do about ${what}`, async () => {
      const advice = await adviceFor(text);
      assert.match(advice.words, words);
      assert.deepEqual(advice.suggestions, suggestions);
      for (const suggestion of suggestions) assert.equal((await read(suggestion)).of("ready").length, 1);
    });
  }
});
