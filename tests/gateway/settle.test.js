import assert from "node:assert/strict";
import { afterEach, describe, it, mock } from "node:test";
import { memoryInbox } from "thingspace-aggregate/gateway";
import { accountNumber, devices, log, openGateway } from "./fixtures/gateway.js";

/** @import { GatewayEvent, SettledReport } from "../../pkg-template/gateway.js" */

afterEach(() => mock.timers.reset());

/** Something that keeps what it is told. */
function listening() {
  /** @type {string[]} */
  const told = [];
  return { told, onSettled: (/** @type {SettledReport} */ { txid, state }) => void told.push(`${txid} ${state}`) };
}

describe("onSettled", () => {
  it("is told of each report that is complete or settled, once", async () => {
    mock.timers.enable({ apis: ["Date"], now: Date.now() });
    const { told, onSettled } = listening();
    const subject = openGateway({ onSettled, settleAfter: 60_000 });
    const [complete, settled] = [await subject.queue(devices), await subject.queue(0)];
    await subject.answer(complete, ...devices);
    await subject.answer(settled, ...devices);
    await subject.gateway.settle();
    assert.deepEqual(told, [`${complete} complete`]);
    mock.timers.setTime(Date.now() + 59_999);
    await subject.gateway.settle();
    assert.equal(told.length, 1);
    mock.timers.setTime(Date.now() + 1);
    await subject.gateway.settle();
    await subject.gateway.settle();
    assert.deepEqual(told, [`${complete} complete`, `${settled} settled`]);
  });

  it("gets the report, its devices and its CSV, and what the platform gave", async () => {
    /** @type {unknown[]} */
    const got = [];
    const context = { bucket: new Map() };
    const subject = openGateway({
      async onSettled(report, given) {
        for await (const page of report.devices()) got.push(...page.map(({ imei, state }) => `${imei} ${state}`));
        got.push(report.accountNumber, report.expected, await report.csv().text(), given);
      },
    });
    const txid = await subject.queue(devices.slice(0, 2));
    await subject.answer(txid, ...devices.slice(0, 2));
    await subject.gateway.settle(/** @type {never} */ (context));
    const csv = (await subject.ask(`/reports/${txid}?format=csv`)).text;
    assert.deepEqual(got, [`${devices[0]} reported`, `${devices[1]} reported`, accountNumber, 2, csv, context]);
  });

  it("that fails is told again the next time, and does not keep the others from it", async () => {
    /** @type {GatewayEvent[]} */
    const events = [];
    /** @type {string[]} */
    const told = [];
    let failing = "";
    const subject = openGateway({
      onSettled({ txid }) {
        if (txid === failing) throw new Error("the bucket is full");
        told.push(txid);
      },
      log: (event) => {
        if (event.event === "not_told") events.push(event);
        log(event);
      },
    });
    /** @type {string[]} */
    const txids = [];
    for (let index = 0; index < 30; index++) txids.push(await subject.queue(devices));
    for (const txid of txids) await subject.answer(txid, ...devices);
    failing = String(txids[0]);
    await subject.gateway.settle();
    assert.deepEqual(told, txids.slice(1));
    assert.equal(events.length, 1);
    assert.match(JSON.stringify(events[0]), /the bucket is full/);
    failing = "";
    await subject.gateway.settle();
    assert.deepEqual(told, [...txids.slice(1), txids[0]]);
  });

  it("is called after the callback that completes a report, where the platform lets the gateway go on", async () => {
    const { told, onSettled } = listening();
    const subject = openGateway({ onSettled });
    /** @type {Promise<unknown>[]} */
    const kept = [];
    const context = { waitUntil: (/** @type {Promise<unknown>} */ promise) => void kept.push(promise) };
    const txid = await subject.queue(devices);
    for (const imei of devices) {
      await subject.callback({ txid, usage: [{ imei, numberOfSessions: 1, bytesTransferred: 1 }] }, { context });
    }
    assert.equal(kept.length, 1);
    await Promise.all(kept);
    assert.deepEqual(told, [`${txid} complete`]);
  });

  it("is told once of each of many reports that are complete at once", async () => {
    const { told, onSettled } = listening();
    const subject = openGateway({
      onSettled: async (report) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        onSettled(report);
      },
    });
    /** @type {Promise<unknown>[]} */
    const kept = [];
    const context = { waitUntil: (/** @type {Promise<unknown>} */ promise) => void kept.push(promise) };
    const usage = devices.map((imei) => ({ imei, numberOfSessions: 1, bytesTransferred: 1 }));
    const txids = [];
    for (let index = 0; index < 25; index++) txids.push(await subject.queue(devices));
    await Promise.all(txids.map((txid) => subject.callback({ txid, usage }, { context })));
    assert.equal(kept.length, 25);
    await Promise.all(kept);
    assert.deepEqual([...told].sort(), txids.map((txid) => `${txid} complete`).sort());
  });

  it("is called after a submission whose callbacks all came before", async () => {
    const { told, onSettled } = listening();
    const inbox = memoryInbox();
    const subject = openGateway({
      onSettled,
      inbox: {
        ...inbox,
        async open(facts, imeis) {
          await subject.answer(facts.txid, ...devices);
          return inbox.open(facts, imeis);
        },
      },
    });
    /** @type {Promise<unknown>[]} */
    const kept = [];
    const context = { waitUntil: (/** @type {Promise<unknown>} */ promise) => void kept.push(promise) };
    await subject.submit({ accountNumber, imei: devices }, { context });
    await Promise.all(kept);
    assert.equal(told.length, 1);
  });
});

describe("settle", () => {
  it("has the inbox forget what is past its time, about once an hour", async () => {
    mock.timers.enable({ apis: ["Date"], now: Date.now() });
    let sweeps = 0;
    const inbox = memoryInbox();
    const subject = openGateway({
      inbox: {
        ...inbox,
        sweep() {
          sweeps += 1;
          return inbox.sweep();
        },
      },
    });
    const txid = await subject.queue(devices);
    for (let minutes = 0; minutes < 121; minutes++) {
      await subject.gateway.settle();
      mock.timers.setTime(Date.now() + 60_000);
    }
    assert.equal(sweeps, 3);
    mock.timers.setTime(Date.now() + 31 * 86_400_000);
    await subject.gateway.settle();
    assert.equal((await subject.ask(`/reports/${txid}`)).status, 404);
  });

  it("says when the inbox fails", async () => {
    const subject = openGateway({
      onSettled() {},
      inbox: { ...memoryInbox(), due: () => Promise.reject(new Error("the disk is gone")) },
    });
    await assert.rejects(subject.gateway.settle(), /the disk is gone/);
  });
});
