import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { installPackage } from "../package/fixtures/installed-package.js";
import { Memory } from "./fixtures/memory.js";

/** @import { ServerCore } from "./fixtures/memory.js" */

const { folder } = await installPackage();
const installed = pathToFileURL(join(folder, "node_modules/thingspace-aggregate/"));
const { ready } = await import(new URL("server-core/node.js", installed).href);
/** @type {ServerCore} */
const core = await import(new URL("server-core.js", installed).href);
await ready();

const NOW = Date.UTC(2026, 6, 1);
const ONE = "490154203237518";
const TWO = "358240051111110";
const facts = { txid: "t-1", accountNumber: "0000123456-00001", caller: "ann", expected: 2 };

/**
 * @param {string} imei
 * @param {number | string} bytes as JSON spells it
 */
const usage = (imei, bytes) =>
  `{"txid":"t-1","usage":[{"imei":"${imei}","numberOfSessions":1,"bytesTransferred":${bytes}}]}`;

describe("the server core", () => {
  it("folds callbacks that come before and after the receipt", () => {
    const memory = new Memory(core);
    assert.deepEqual(memory.record(usage(ONE, "9007199254740993"), NOW), {
      txid: "t-1",
      accountNumber: null,
      caller: null,
      openedAt: null,
      state: "waiting",
      dueAt: null,
      expiresAt: NOW + 86_400_000,
      seq: 1,
    });
    const request = { startDate: "2026-06-01", noSessionFlag: true };
    assert.deepEqual(memory.open({ ...facts, request }, [ONE, TWO], NOW + 1), {
      txid: "t-1",
      accountNumber: "0000123456-00001",
      caller: "ann",
      openedAt: NOW + 1,
      state: "waiting",
      dueAt: NOW + 1 + 600_000,
      expiresAt: NOW + 1 + 30 * 86_400_000,
      seq: 2,
    });
    assert.equal(memory.open(facts, [ONE, TWO], NOW + 2), undefined);
    const state = memory.record(usage(TWO, 2057), NOW + 3);
    assert.equal(state?.state, "complete");
    assert.equal(state?.dueAt, NOW + 3);
    assert.deepEqual(memory.present(NOW + 4), {
      txid: "t-1",
      accountNumber: "0000123456-00001",
      state: "complete",
      expected: 2,
      answered: 2,
      failed: 0,
      silent: 0,
      unexpected: 0,
      repeated: 0,
      revised: 0,
      numberOfSessions: 2,
      bytesTransferred: "9007199254743050",
      openedAt: NOW + 1,
      lastMessageAt: NOW + 3,
      completedAt: NOW + 3,
      request,
      devices: [
        { imei: ONE, state: "reported", expected: true, numberOfSessions: 1, bytesTransferred: "9007199254740993" },
        { imei: TWO, state: "reported", expected: true, numberOfSessions: 1, bytesTransferred: 2057 },
      ],
    });
  });

  it("gives each change a new seq, so that a reader can go on after the last one", () => {
    const memory = new Memory(core);
    memory.open(facts, [ONE, TWO], NOW);
    assert.deepEqual(
      memory.since().map(({ seq, device }) => [seq, device]),
      [
        [1, null],
        [2, null],
      ],
    );
    memory.record(usage(ONE, 1), NOW);
    memory.record(usage(ONE, 1), NOW);
    assert.deepEqual(
      memory.since(2).map(({ seq, imei }) => [seq, imei]),
      [[3, ONE]],
    );
    assert.equal(core.reportState(memory.stored, NOW).seq, 3);
    assert.deepEqual(JSON.parse(core.presentDevices(memory.stored, memory.since(2), NOW)), [
      { imei: ONE, state: "reported", expected: true, numberOfSessions: 1, bytesTransferred: 1 },
    ]);
  });

  it("gives pages, and totals alone", () => {
    const memory = new Memory(core);
    memory.open(facts, [ONE, TWO], NOW);
    const page = JSON.parse(core.presentReport(memory.stored, memory.since().slice(0, 1), NOW, "1"));
    assert.equal(page.next, "1");
    assert.equal(page.devices.length, 1);
    const totals = JSON.parse(core.presentReport(memory.stored, undefined, NOW));
    assert.equal(totals.devices, undefined);
    assert.equal(totals.expected, 2);
  });

  it("writes CSV", () => {
    const memory = new Memory(core);
    memory.open(facts, [ONE, TWO], NOW);
    memory.record(usage(ONE, "18446744073709551616"), NOW);
    assert.equal(
      core.csvHeader() + core.csvRows(memory.stored, memory.since(), NOW + 600_000),
      "\uFEFFimei,state,expected,revised,numberOfSessions,bytesTransferred," +
        "errorCode,errorMessage,httpStatusCode,detailErrorMessage\r\n" +
        `"\t${TWO}",silent,true,false,,,,,,\r\n` +
        `"\t${ONE}",reported,true,false,1,"\t18446744073709551616",,,,\r\n`,
    );
  });

  it("makes one report of several", () => {
    const [one, other] = [new Memory(core), new Memory(core)];
    one.open({ ...facts, expected: 1 }, [ONE], NOW);
    other.open({ ...facts, txid: "t-2", expected: 1 }, [TWO], NOW);
    one.record(usage(ONE, 5), NOW);
    const both = JSON.parse(core.mergeReports([one.stored, other.stored], NOW));
    assert.deepEqual([both.txids, both.state, both.expected, both.silent], [["t-1", "t-2"], "waiting", 2, 1]);
    assert.deepEqual(
      both.reports.map((/** @type {{ state: string }} */ { state }) => state),
      ["complete", "waiting"],
    );
  });

  it("takes ten thousand devices in one callback, and none of them twice", () => {
    const memory = new Memory(core);
    const imeis = Array.from({ length: 10_000 }, (_, number) => String(490_154_200_000_000 + number));
    memory.open({ ...facts, expected: imeis.length }, imeis, NOW);
    const entries = imeis.map((imei) => `{"imei":"${imei}","bytesTransferred":3}`);
    const body = `{"txid":"t-1","usage":[${entries.join()}]}`;
    memory.record(body, NOW);
    memory.record(body, NOW);
    const report = memory.present(NOW);
    assert.deepEqual(
      [report.state, report.answered, report.bytesTransferred, report.repeated, report.devices.length],
      ["complete", 10_000, 30_000, 10_000, 10_000],
    );
  });

  it("takes what is nested up to 127 levels deep, and stores it so that it can be read again", () => {
    /** Each with the number of levels around what is nested. @type {[number, (nested: string) => string][]} */
    const places = [
      [1, (nested) => `"x":${nested},"usage":[]`],
      [2, (nested) => `"fault":{"x":${nested}}`],
      [3, (nested) => `"usage":[{"imei":"${TWO}","x":${nested}}]`],
    ];
    for (const depth of [15, 16, 17, 100, 124, 125, 126, 127, 128, 1_000, 100_000]) {
      for (const [around, fields] of places) {
        const memory = new Memory(core);
        const nested = "[".repeat(depth) + "]".repeat(depth);
        memory.record(usage(ONE, 1), NOW);
        const state = memory.record(`{"txid":"t-1",${fields(nested)}}`, NOW);
        assert.equal(state !== undefined, around + depth <= 127, `${around} + ${depth}`);
        memory.record(usage(TWO, 2), NOW);
        assert.equal(memory.present(NOW).bytesTransferred, 3);
      }
    }
  });

  it("answers undefined to what is no callback, and changes nothing", () => {
    for (const body of ["", "{}", "[]", "null", "<html>", '{"txid":"t-1"}', '{"usage":[]}']) {
      assert.equal(core.readCallback(body), undefined);
      assert.equal(core.foldCallback(undefined, [], body, NOW), undefined);
    }
  });

  it("reads a text that was cut within a character", () => {
    const memory = new Memory(core);
    const entry = { imei: ONE, errorMessage: "😀 failed 😀".slice(0, -1) };
    memory.record(JSON.stringify({ txid: "t-1", errors: [entry] }), NOW);
    assert.equal(memory.present(NOW).devices[0].error.errorMessage, "😀 failed \uFFFD");
  });

  it("keeps a name that means something to JavaScript as a name", () => {
    const memory = new Memory(core);
    memory.record(`{"txid":"t-1","__proto__":{"x":1},"usage":[{"imei":"__proto__","__proto__":{"x":1}}]}`, NOW);
    const report = memory.present(NOW);
    assert.deepEqual(Object.keys(report.fields), ["__proto__"]);
    assert.equal(report.devices[0].imei, "__proto__");
    assert.deepEqual(Object.keys(report.devices[0].fields), ["__proto__"]);
    assert.equal(/** @type {{ x?: unknown }} */ ({}).x, undefined);
  });

  it("throws an error that shows nothing of what was stored, when that cannot be read", () => {
    const memory = new Memory(core);
    memory.open(facts, [ONE, TWO], NOW);
    const row = { imei: ONE, seq: 1, expected: true, device: "secret" };
    /** @param {() => unknown} call @param {RegExp} message */
    const throws = (call, message) =>
      assert.throws(call, (/** @type {unknown} */ error) => {
        assert.ok(error instanceof Error);
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      });
    throws(() => core.reportState("secret", NOW), /^a stored report cannot be read \(line 1, column 1\)$/);
    throws(() => core.presentReport("", [], NOW), /a stored report/);
    throws(() => core.csvRows(memory.stored, [row], NOW), /the rows of a report/);
    throws(() => core.foldCallback(memory.stored, [row], usage(ONE, 1), NOW), /the rows of a report/);
    // @ts-expect-error: no rows
    throws(() => core.foldCallback(memory.stored, undefined, usage(ONE, 1), NOW), /the rows of a report/);
    // @ts-expect-error: no facts
    throws(() => core.openReport(undefined, { txid: "t-1" }, 0, NOW), /the facts of a report/);
    assert.equal(core.reportState(memory.stored, NOW).state, "waiting", "the core goes on");
  });

  it("takes any JSON, before and after it was opened", () => {
    const names = fc.constantFrom("imei", "numberOfSessions", "bytesTransferred", "errorResponse", "errorMessage", "x");
    const value = fc.jsonValue({ maxDepth: 4 });
    const entry = fc.oneof(value, fc.dictionary(names, value));
    const body = fc.record({ usage: fc.array(entry), errors: entry, fault: value, more: value });
    fc.assert(
      fc.property(body, fc.double(), (fields, now) => {
        const memory = new Memory(core);
        const text = JSON.stringify({ txid: "t-1", ...fields });
        memory.record(text, now);
        memory.open(facts, [ONE, TWO], now);
        memory.record(text, NOW);
        const report = memory.present(NOW);
        assert.equal(report.devices.length, memory.rows.size);
        assert.ok(core.csvRows(memory.stored, memory.since(), NOW).endsWith("\r\n"));
      }),
    );
  });
});
