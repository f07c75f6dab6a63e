import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { installPackage } from "./fixtures/installed-package.js";
import { issueAssertions } from "./fixtures/issues.js";
import { errorOf } from "./fixtures/rejections.js";
import { accountNumber, imei, imeis } from "./fixtures/requests.js";

const { api } = await installPackage();
const { passes, fails } = issueAssertions(api);

/** @param {unknown} devices */
const asking = (devices) => ({ accountNumber, imei: devices });

describe("how many devices", () => {
  it("takes one, several, ten thousand, and all", async () => {
    for (const devices of [imei, [imei], imeis(3), imeis(10_000), 0, -0, "0"]) await passes(asking(devices));
  });

  it("refuses ten thousand and one", async () => {
    const [issue] = await fails(asking(imeis(10_001)), ["imei: too_many_devices"]);
    assert.match(issue.message, /10001|10,001/);
  });

  it("refuses none, and tells how to ask for all", async () => {
    const [issue] = await fails(asking([]), ["imei: empty"]);
    assert.match(issue.message, /\b0\b/);
    for (const devices of ["", " ", "\t\n"]) await fails(asking(devices), ["imei: empty"]);
    for (const devices of [undefined, null]) await fails(asking(devices), ["imei: missing"]);
  });

  it("takes a list of whatever class, and reads each of its entries once", async () => {
    class Devices extends Array {
      static get [Symbol.species]() {
        return assert.fail("asked for another list");
      }
    }
    const own = { join: assert.fail, concat: assert.fail, [Symbol.iterator]: assert.fail };
    const devices = imeis(3);
    for (const list of [Devices.from(devices), Object.freeze(devices), Object.assign(imeis(3), own)]) {
      await passes(asking(list));
    }
    /** @type {string[]} */
    const read = [];
    const get = (/** @type {string[]} */ list, /** @type {string | symbol} */ name) => {
      if (/^\d+$/.test(String(name))) read.push(String(name));
      return Reflect.get(list, name);
    };
    await passes(asking(new Proxy(devices, { get })));
    assert.deepEqual(read, ["0", "1", "2"]);
  });

  it("checks what it took, of a list that is another one at each look", async () => {
    const lengths = [1, 10_001];
    const growing = new Proxy(imeis(10_001), {
      get: (list, name) => (name === "length" ? lengths.shift() : Reflect.get(list, name)),
    });
    const grown = await api.validateAggregate(asking(growing));
    assert.deepEqual(
      grown.issues.map(({ code }) => code),
      ["too_many_devices"],
    );

    const entries = [Number(imei), imei];
    const changing = Object.defineProperty(imeis(3), 1, { get: () => entries.shift() });
    const changed = await api.validateAggregate(asking(changing));
    assert.deepEqual(
      changed.issues.map(({ code }) => code),
      ["type"],
    );
    assert.equal(entries.length, 1);
  });

  it("refuses a sparse array of any length", async () => {
    const sparse = [imei];
    sparse[3] = imeis(1)[0];
    await fails(asking(sparse), ["imei.1: type", "imei.2: type"]);
    await fails(asking(new Array(1)), ["imei.0: type"]);
    await fails(asking(new Array(10_001)), ["imei: too_many_devices"]);
    await fails(asking(new Array(2 ** 32 - 1)), ["imei: too_many_devices"]);
  });
});

describe("what a device is", () => {
  it("is a string", async () => {
    const devices = [
      490154203237518,
      1,
      Number.NaN,
      490154203237518n,
      true,
      {},
      Symbol("imei"),
      () => imei,
      new Date(),
    ];
    for (const device of devices) {
      await fails(asking(device), ["imei: type"]);
      await fails(asking([device]), ["imei.0: type"]);
      await fails(asking([...imeis(2), device]), ["imei.2: type"]);
    }
    for (const device of [null, undefined, 0, [imei], [], new String(imei), { toString: () => imei }]) {
      await fails(asking([imeis(1)[0], device]), ["imei.1: type"]);
    }
    for (const devices of [new Set([imei]), { 0: imei, length: 1 }, new String(imei), new Uint8Array(15)]) {
      await fails(asking(devices), ["imei: type"]);
    }
  });

  it("has 15 digits, and a hint tells what 14 or 16 look like", async () => {
    const [short] = await fails(asking(imei.slice(0, 14)), ["imei: imei_format"]);
    assert.match(short.message, /check digit/);
    const [long] = await fails(asking([`${imei.slice(0, 14)}01`]), ["imei.0: imei_format"]);
    assert.match(long.message, /IMEISV/);
    for (const digits of ["1", imei.slice(0, 13), `${imei}00`, "9".repeat(100_000)]) {
      await fails(asking(digits), ["imei: imei_format"]);
      await fails(asking([digits]), ["imei.0: imei_format"]);
    }
  });

  it("has ASCII digits and nothing else", async () => {
    const fullWidth = imei.replace(/./g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    const others = [
      "49015420323751x",
      `${imei} `,
      ` ${imei.slice(1)}`,
      "49-015420-323751-8",
      `\uFEFF${imei}`,
      "\ud800",
    ];
    for (const text of [
      fullWidth,
      ...others,
      "0x1c59f2b3e2d8e",
      "4.9015420323751",
      `${imei.slice(0, 14)}\0`,
      "<script>",
    ]) {
      await fails(asking(text), ["imei: imei_format"]);
      await fails(asking([...imeis(1), text]), ["imei.1: imei_format"]);
    }
    for (const text of ["", " ", "0"]) await fails(asking([text]), ["imei.0: imei_format"]);
  });

  it("is not taken for two devices when it holds what separates them", async () => {
    const [one, other] = imeis(2);
    for (const separator of [",", '","', "\n", "\0", '", "', "\u2028"]) {
      await fails(asking([one + separator + other]), ["imei.0: imei_format"]);
      await fails(asking([one + separator + other, imei]), ["imei.0: imei_format"]);
      await fails(asking([imei, null, one + separator + other]), ["imei.1: type", "imei.2: imei_format"]);
    }
  });

  it("has the right check digit, unless that is switched off", async () => {
    for (const digit of "0123456789") {
      const device = imei.slice(0, 14) + digit;
      if (digit === "8") await passes(asking([device]));
      else await fails(asking([device]), ["imei.0: imei_check_digit"]);
      await passes(asking([device]), { checkDigit: false });
    }
    await fails(asking("490154203237517"), ["imei: imei_check_digit"]);
    await fails(asking("49015420323751"), ["imei: imei_format"], { checkDigit: false, token: "token" });
    await passes(asking("000000000000000"));
  });

  it("is listed once", async () => {
    const devices = imeis(10_000);
    devices[9_999] = devices[0];
    const [issue] = await fails(asking(devices), ["imei.9999: duplicate"]);
    assert.match(issue.message, /imei\[0\]/);
    await fails(asking([imei, imei, imei]), ["imei.1: duplicate", "imei.2: duplicate"]);
  });
});

it("lists the first hundred of ten thousand bad devices, and counts them all", async () => {
  const bad = new Array(10_000).fill("bad");
  const { issues, issueCount } = await api.validateAggregate({ imei: bad, startDate: "banana", dataplan: "gold" });
  assert.equal(issueCount, 10_003);
  assert.equal(issues.length, 100);
  const paths = issues.map((issue) => issue.path.join("."));
  assert.deepEqual(paths, [
    "accountNumber",
    "startDate",
    "dataplan",
    ...Array.from({ length: 97 }, (_, i) => `imei.${i}`),
  ]);
});

it("lists as many of ten thousand bad devices as maxIssues says", async () => {
  const bad = { accountNumber: "1", imei: new Array(10_000).fill("bad") };
  for (const maxIssues of [1, 10_000]) {
    const { issues, issueCount } = await api.validateAggregate(bad, { maxIssues });
    assert.equal(issueCount, 10_000);
    assert.deepEqual(
      issues.map(({ path }) => path),
      Array.from({ length: maxIssues }, (_, index) => ["imei", index]),
    );
    const error = await errorOf(api, api.submitAggregate(bad, { token: "token", maxIssues }));
    assert.deepEqual([error.issues?.length, error.issueCount], [maxIssues, 10_000]);
  }
  for (const maxIssues of [0, 1.5, 10_001, Number.NaN]) {
    await fails({ accountNumber: "1", imei: "0" }, ["options.maxIssues: option"], { token: "token", maxIssues });
  }
});
