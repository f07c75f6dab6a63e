import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { memoryInbox } from "thingspace-aggregate/gateway";
import { becomes } from "../runtimes/fixtures/becomes.js";
import { eventsOf } from "./fixtures/description.js";
import { devices, openGateway } from "./fixtures/gateway.js";

/**
 * @import { GatewayEvent, Inbox } from "../../pkg-template/gateway.js"
 * @import { Subject } from "./fixtures/gateway.js"
 */

/**
 * Reads a stream up to the first text for which `isEnough`, and lets go of it.
 *
 * @param {Subject} subject
 * @param {string} path
 * @param {(text: string) => boolean} isEnough
 */
async function readUntil(subject, path, isEnough) {
  const response = await subject.open(path, { headers: { accept: "text/event-stream" } });
  assert.equal(response.status, 200);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (!isEnough(text)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

/** @param {string} text */
const namesOf = (text) => eventsOf(text).map(({ event }) => event);

/** @param {string} text */
const devicesOf = (text) => eventsOf(text).flatMap(({ event, data }) => (event === "devices" ? JSON.parse(data) : []));

/** @param {string} text */
const lastId = (text) => eventsOf(text).findLast(({ id }) => id !== undefined)?.id ?? "";

describe("a stream", () => {
  it("gives the report and its devices, what is new, and the end", async () => {
    const subject = openGateway();
    const txid = await subject.queue(devices);
    const answering = { isDone: false };
    const text = await readUntil(subject, `/reports/${txid}`, (read) => {
      if (!answering.isDone && read.includes("event: devices")) {
        answering.isDone = true;
        void subject.answer(txid, ...devices);
      }
      return read.includes("event: end");
    });
    assert.match(text, /^retry: \d+\n\n/);
    assert.deepEqual(namesOf(text), ["report", "devices", "report", "devices", "end"]);
    const states = devicesOf(text).map((/** @type {{ state: string }} */ { state }) => state);
    assert.deepEqual(states, [...devices.map(() => "waiting"), ...devices.map(() => "reported")]);
    const end = eventsOf(text).at(-1);
    assert.equal(JSON.parse(end?.data ?? "").state, "complete");
  });

  it("has at most 250 devices in an event, and is as long as it is read", async () => {
    const subject = openGateway({ checkDigit: false });
    const all = Array.from({ length: 600 }, (_, index) => String(350_000_000_000_000 + index));
    const txid = await subject.queue(all);
    const text = await readUntil(
      subject,
      `/reports/${txid}`,
      (read) => devicesOf(read.slice(0, read.lastIndexOf("\n\n") + 2)).length === 600,
    );
    const sizes = eventsOf(text).flatMap(({ event, data }) => (event === "devices" ? JSON.parse(data).length : []));
    assert.deepEqual(sizes, [250, 250, 100]);
  });

  it("goes on where the last one ended", async () => {
    const inbox = memoryInbox();
    const subject = openGateway({ inbox });
    const txid = await subject.queue(devices);
    const first = await readUntil(subject, `/reports/${txid}`, (read) => read.includes("event: devices"));
    await subject.answer(txid, String(devices[0]));
    for (const [path, headers] of /** @type {const} */ ([
      [`/reports/${txid}`, { "last-event-id": lastId(first) }],
      [`/reports/${txid}?since=${lastId(first)}`, {}],
      [`/reports/${txid}?since=0`, { "last-event-id": lastId(first) }],
    ])) {
      const short = openGateway({ streams: { life: 1 }, inbox });
      const { text } = await short.ask(path, { headers: { accept: "text/event-stream", ...headers } });
      const imeis = devicesOf(text).map((/** @type {{ imei: string }} */ { imei }) => imei);
      assert.deepEqual(imeis, [devices[0]]);
    }
  });

  it("ends after a while without an end, so that the browser connects anew", async (t) => {
    const subject = openGateway({ streams: { life: 50, heartbeat: 10 } });
    const txid = await subject.queue(devices);
    t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
    let isOver = false;
    const asking = subject.ask(`/reports/${txid}?format=events`).finally(() => {
      isOver = true;
    });
    for (let turns = 0; turns < 100 && !isOver; turns += 1) {
      await nextTurn();
      t.mock.timers.tick(10);
    }
    assert.ok(isOver, "the stream ends");
    const { text } = await asking;
    assert.deepEqual(namesOf(text), ["report", "devices"]);
    assert.match(text, /\n\n:\n\n/);
  });

  it("is not there any more for who has had the end, until something new comes", async () => {
    const subject = openGateway();
    const txid = await subject.queue(devices);
    await subject.answer(txid, ...devices);
    const path = `/reports/${txid}?format=events`;
    const whole = await subject.ask(path);
    assert.deepEqual(namesOf(whole.text), ["report", "devices", "end"]);
    const again = { headers: { "last-event-id": lastId(whole.text) } };
    assert.equal((await subject.ask(path, again)).status, 204);
    await subject.callback({ txid, usage: [{ imei: devices[0], numberOfSessions: 9, bytesTransferred: 1 }] });
    const late = await subject.ask(path, again);
    assert.deepEqual(namesOf(late.text), ["report", "devices", "end"]);
    assert.equal(devicesOf(late.text)[0].revised, true);
    // Whoever comes for the first time gets all of it, also of a report that has no device.
    assert.deepEqual(namesOf((await subject.ask(path)).text), ["report", "devices", "end"]);
  });

  it("breaks off when the inbox fails, of which the log tells, and not when its reader goes", async () => {
    /** @type {GatewayEvent[]} */
    const told = [];
    const inbox = memoryInbox();
    let reads = 0;
    const read = (/** @type {Parameters<Inbox["read"]>} */ ...given) => {
      reads += 1;
      if (reads > 5) throw new Error("the disk is gone");
      return inbox.read(...given);
    };
    const subject = openGateway({ inbox: { ...inbox, read }, log: (event) => told.push(event) });
    const txid = await subject.queue(devices);
    told.splice(0);
    await readUntil(subject, `/reports/${txid}`, (text) => text.includes("event: devices"));
    assert.deepEqual(told, []);
    for (const format of ["events", "csv"]) {
      reads = format === "events" ? 0 : 4;
      const response = await subject.open(`/reports/${txid}?format=${format}`);
      await assert.rejects(response.text(), /the disk is gone/);
      assert.deepEqual(
        told.map(({ event, level }) => [event, level]),
        [["failed", "error"]],
      );
      assert.match(JSON.stringify(told.splice(0)), /the disk is gone/);
    }
  });

  it("stops looking into the inbox when its reader goes", async () => {
    const inbox = memoryInbox();
    let reads = 0;
    const subject = openGateway({
      inbox: {
        ...inbox,
        read: (...given) => {
          reads += 1;
          return inbox.read(...given);
        },
      },
    });
    const txid = await subject.queue(devices);
    const response = await subject.open(`/reports/${txid}?format=events`);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (let index = 0; index < 3; index++) await reader.read();
    // Now it looks again and again, for the next event.
    const next = reader.read();
    const earlier = reads;
    await becomes(() => reads > earlier + 1, true, "it has looked twice more");
    await reader.cancel();
    await next;
    const before = reads;
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(reads, before);
  });

  it("is refused for an id that is none", async () => {
    const subject = openGateway();
    const txid = await subject.queue(devices);
    const { status } = await subject.ask(`/reports/${txid}?format=events`, { headers: { "last-event-id": "x" } });
    assert.equal(status, 400);
  });
});
