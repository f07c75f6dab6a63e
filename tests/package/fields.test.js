import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { installPackage } from "./fixtures/installed-package.js";
import { issueAssertions } from "./fixtures/issues.js";
import { accountNumber, imei, request } from "./fixtures/requests.js";

const { api } = await installPackage();
const { passes, fails } = issueAssertions(api);

const notText = [1, 1n, true, {}, [], ["text"], Symbol("text"), () => "text", new Date(), new String("text")];

describe("a request", () => {
  it("is an object of any make", async () => {
    class Form {
      accountNumber = accountNumber;
      get imei() {
        return imei;
      }
    }
    const bare = Object.assign(Object.create(null), request);
    for (const made of [request, Object.freeze({ ...request }), bare, new Form(), Object.create(request)]) {
      await passes(made);
    }
  });

  it("is nothing else", async () => {
    const others = [undefined, null, 0, 1n, "text", true, Symbol("request"), () => request, [], [request]];
    for (const other of others) await fails(other, [": type"]);
  });

  it("is told what it has in place of what is wanted", async () => {
    for (const [value, found] of /** @type {[unknown, string][]} */ ([
      [1, "a number"],
      [1n, "a bigint"],
      [true, "a boolean"],
      [Symbol("text"), "a symbol"],
      [() => "text", "a function"],
      [[], "an array"],
      [{}, "an object"],
      [new Date(), "a Date"],
      [new Date(Number.NaN), "an invalid Date"],
    ])) {
      const [issue] = await fails({ ...request, dataPlan: value }, ["dataPlan: type"]);
      assert.equal(issue.message, `dataPlan must be a string, not ${found}`);
    }
    for (const [value, found] of [
      [undefined, "undefined"],
      [null, "null"],
      ["text", "a string"],
    ]) {
      const [issue] = await fails(value, [": type"]);
      assert.match(issue.message, new RegExp(`, not ${found}$`));
    }
  });

  it("has its problems found all at once, in a fixed order", async () => {
    const wrong = {
      imei: [imei, imei, 7],
      noSessionFlag: "perhaps",
      dataPlan: "a\tb",
      deviceGroup: "",
      endDate: new Date(Number.NaN),
      startDate: "banana",
      colour: "green",
    };
    const expected = [
      "accountNumber: missing",
      "startDate: date_format",
      "endDate: type",
      "deviceGroup: empty",
      "dataPlan: characters",
      "noSessionFlag: type",
      "colour: unknown_field",
      "options.timeout: option",
      "imei.1: duplicate",
      "imei.2: type",
    ];
    await fails(wrong, expected, { token: "token", timeout: -1 });
  });

  it("has no other fields, and a near name is suggested", async () => {
    for (const [typed, meant] of [
      ["acountNumber", "accountNumber"],
      ["startdate", "startDate"],
      ["IMEI", "imei"],
      ["device_group", "deviceGroup"],
    ]) {
      const [issue] = await fails({ ...request, [typed]: "text" }, [`${typed}: unknown_field`]);
      assert.match(issue.message, new RegExp(meant));
    }
    for (const far of ["colour", "", "x".repeat(100_000), "\ud800", "💡"]) {
      const { issues } = await api.validateAggregate({ ...request, [far]: 1 });
      assert.deepEqual(
        issues.map((issue) => [issue.code, issue.path.length]),
        [["unknown_field", 1]],
      );
      assert.doesNotMatch(issues[0].message, /did you mean/);
      assert.ok(issues[0].message.length < 1_000, "a message stays readable");
    }
    await fails(JSON.parse('{"accountNumber":"1","imei":"0","__proto__":"text"}'), ["__proto__: unknown_field"]);
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, index]));
    assert.equal((await api.validateAggregate({ ...request, ...many })).issueCount, 5_000);
    const more = Object.fromEntries(Array.from({ length: 10_005 }, (_, index) => [`option${index}`, index]));
    assert.equal((await api.validateAggregate(request, more)).issueCount, 10_005);
  });
});

describe("accountNumber", () => {
  it("is visible ASCII, since it travels in a header", async () => {
    const all = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 33 + index));
    for (const text of ["0", all, "!", "~", "x".repeat(16_384)]) await passes({ accountNumber: text, imei });
    const beyond = [" ", "\x7f", "\x1f", "\0", "\n", "\r\nVZ-M2M-Token: x", "é", "０", "\ud800", "💡"];
    for (const text of beyond) {
      await fails({ accountNumber: `0000${text}1`, imei }, ["accountNumber: characters"]);
    }
    await fails({ accountNumber: "x".repeat(16_385), imei }, ["accountNumber: characters"]);
  });

  it("is there", async () => {
    for (const absent of [null, undefined]) await fails({ accountNumber: absent, imei }, ["accountNumber: missing"]);
    for (const blank of ["", " ", "\t\n"]) await fails({ accountNumber: blank, imei }, ["accountNumber: empty"]);
    for (const value of notText) await fails({ accountNumber: value, imei }, ["accountNumber: type"]);
  });
});

for (const name of ["deviceGroup", "dataPlan"]) {
  describe(name, () => {
    it("is text without control characters", async () => {
      for (const text of ["Vans North", "Ünïcode 💡 ０", '"\\/', "x".repeat(16_384), "a\u2028\ufffdb"]) {
        await passes({ ...request, [name]: text });
      }
      for (const code of [0, 9, 10, 13, 0x1f, 0x7f, 0x80, 0x9f]) {
        await fails({ ...request, [name]: `a${String.fromCharCode(code)}b` }, [`${name}: characters`]);
      }
      for (const text of ["x".repeat(16_385), "a\ud800"]) {
        await fails({ ...request, [name]: text }, [`${name}: characters`]);
      }
      for (const blank of ["", "  "]) await fails({ ...request, [name]: blank }, [`${name}: empty`]);
      for (const value of notText) await fails({ ...request, [name]: value }, [`${name}: type`]);
    });

    it("may be absent", async () => {
      for (const absent of [null, undefined]) await passes({ ...request, [name]: absent });
    });
  });
}

describe("noSessionFlag", () => {
  it("is a boolean, or one in words", async () => {
    for (const flag of [true, false, "true", "false", null, undefined]) {
      await passes({ ...request, noSessionFlag: flag });
    }
    for (const value of ["TRUE", "yes", 0, 1, {}, [], 1n, Symbol("flag"), new Boolean(true)]) {
      await fails({ ...request, noSessionFlag: value }, ["noSessionFlag: type"]);
    }
  });
});
