import assert from "node:assert/strict";
import { afterEach, describe, it, mock } from "node:test";
import { memoryInbox } from "thingspace-aggregate/gateway";
import { m2mToken, refusedDevices } from "../../www/sandbox/known.js";
import { becomes } from "../runtimes/fixtures/becomes.js";
import { accountNumber, devices, openGateway, sandbox } from "./fixtures/gateway.js";

/**
 * @import { Inbox } from "../../pkg-template/inbox.js"
 * @import { Fault } from "../../www/sandbox/faults.js"
 * @import { How, Subject } from "./fixtures/gateway.js"
 */

const report = { accountNumber, imei: devices[0] };
const another = { accountNumber, imei: devices[1] };
const HOUR = 3_600_000;

afterEach(() => {
  sandbox.received.splice(0);
  mock.timers.reset();
});

/**
 * @param {Subject} subject
 * @param {string} key
 * @param {{ body?: unknown } & How} [how]
 */
function submit(subject, key, { body = report, ...how } = {}) {
  return subject.submit(body, { ...how, headers: { "idempotency-key": `"${key}"` } });
}

/** Answers as far as they are to be the same. @param {Awaited<ReturnType<typeof submit>>} answer */
const whole = ({ status, text, headers }) => [status, text, headers.get("retry-after")];

describe("a key", () => {
  it("that comes again gets the first answer, and submits nothing", async () => {
    const subject = openGateway();
    const first = await submit(subject, "a");
    assert.equal(first.status, 200);
    for (let time = 0; time < 3; time++) assert.deepEqual(whole(await submit(subject, "a")), whole(first));
    assert.equal(sandbox.received.length, 1);
    assert.notDeepEqual(whole(await submit(subject, "b")), whole(first));
    assert.equal(sandbox.received.length, 2);
  });

  it("that comes again while the first is under way waits for its answer", async () => {
    const subject = openGateway();
    sandbox.failNext({ kind: "delay", ms: 200 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => submit(subject, "a")));
    assert.equal(sandbox.received.length, 1);
    for (const answer of answers) assert.deepEqual(whole(answer), whole(/** @type {typeof answer} */ (answers[0])));
    assert.equal(answers[0]?.status, 200);
  });

  it("is the caller's own", async () => {
    const subject = openGateway();
    const [ada, ben] = [await submit(subject, "a"), await submit(subject, "a", { as: "ben" })];
    assert.equal(ben.status, 200);
    assert.notEqual(ada.json.txid, ben.json.txid);
  });

  it("survives a restart, as far as the inbox does", async () => {
    const inbox = memoryInbox();
    const first = await submit(openGateway({ inbox }), "a");
    assert.deepEqual(whole(await submit(openGateway({ inbox }), "a")), whole(first));
    assert.equal(sandbox.received.length, 1);
  });

  it("is kept for 24 hours", async () => {
    mock.timers.enable({ apis: ["Date"], now: Date.now() });
    const subject = openGateway();
    const first = await submit(subject, "a");
    mock.timers.setTime(Date.now() + 24 * HOUR - 1);
    assert.deepEqual(whole(await submit(subject, "a")), whole(first));
    mock.timers.setTime(Date.now() + 1);
    assert.notEqual((await submit(subject, "a")).text, first.text);
    assert.equal(sandbox.received.length, 2);
  });

  it("with another request is refused, whatever became of the first one", async () => {
    const subject = openGateway();
    await submit(subject, "a");
    sandbox.failNext({ kind: "too_many_requests" });
    await submit(subject, "b");
    sandbox.received.splice(0);
    for (const key of ["a", "b"]) {
      const { status, json } = await submit(subject, key, { body: another });
      assert.deepEqual([status, json.errorCode], [422, "IDEMPOTENCY_KEY_REUSED"]);
    }
    const { status } = await subject.submit(report, {
      headers: { "idempotency-key": '"a"', "x-portal-initiated": "false" },
    });
    assert.equal(status, 422);
    assert.equal(sandbox.received.length, 0);
  });

  it("is not used up by a request that was never to be sent", async () => {
    const subject = openGateway();
    assert.equal((await submit(subject, "a", { body: { accountNumber, imei: "1" } })).status, 400);
    assert.equal((await submit(subject, "a", { as: "other" })).status, 403);
    assert.equal((await submit(subject, "a")).status, 200);
  });

  for (const header of [
    "a",
    '"',
    '""',
    '"a',
    '"a" "b"',
    '"a", "b"',
    '"\\a"',
    '"é"',
    `"${"a".repeat(256)}"`,
    '"a";b=1',
  ]) {
    it(`cannot be ${header.slice(0, 20)}`, async () => {
      const { status, json } = await openGateway().submit(report, { headers: { "idempotency-key": header } });
      assert.deepEqual([status, json.errorCode], [400, "INVALID_IDEMPOTENCY_KEY"]);
      assert.equal(sandbox.received.length, 0);
    });
  }

  it("may hold quotes", async () => {
    const subject = openGateway();
    const first = await submit(subject, '\\"a\\\\');
    assert.equal(first.status, 200);
    assert.deepEqual(whole(await submit(subject, '\\"a\\\\')), whole(first));
  });
});

/** Whether a page reads from a status that the report may be queued. @param {number} status */
const mayBeQueued = (status) => status >= 500;

describe("an answer for good", () => {
  /** @type {Readonly<Record<string, Fault>>} */
  const unsure = {
    "its connection to ThingSpace broke": { kind: "drop", after: "request" },
    "the reply broke off": { kind: "truncate" },
    "ThingSpace failed": { kind: "reply", status: 500, body: "{}" },
    "ThingSpace was unavailable, and did not say until when": { kind: "unavailable" },
    "there was no reply": { kind: "silence" },
  };
  for (const [name, fault] of Object.entries(unsure)) {
    it(`is that the report may be queued, since ${name}`, async () => {
      mock.timers.enable({ apis: ["Date"], now: Date.now() });
      const subject = openGateway({ timeout: 2_000 });
      sandbox.failNext(fault);
      const first = await submit(subject, "a");
      assert.ok(mayBeQueued(first.status));
      for (const hours of [0, 1, 22]) {
        mock.timers.setTime(Date.now() + hours * HOUR);
        assert.deepEqual(whole(await submit(subject, "a")), whole(first));
      }
      assert.equal(sandbox.received.length, 1);
    });
  }

  for (const [imei, { status }] of refusedDevices) {
    it(`is ThingSpace's refusal with ${status}`, async () => {
      const subject = openGateway();
      const first = await submit(subject, "a", { body: { accountNumber, imei } });
      assert.equal(first.status, status);
      assert.deepEqual(whole(await submit(subject, "a", { body: { accountNumber, imei } })), whole(first));
      assert.equal(sandbox.received.length, 1);
    });
  }
});

describe("an answer that leaves the key free", () => {
  it("is that ThingSpace takes no more, until the time that it named", async () => {
    mock.timers.enable({ apis: ["Date"], now: Date.now() });
    const subject = openGateway();
    for (const fault of /** @type {const} */ (["too_many_requests", "unavailable"])) {
      sandbox.received.splice(0);
      sandbox.failNext({ kind: fault, retryAfter: 7 });
      const first = await submit(subject, fault);
      assert.deepEqual(whole(await submit(subject, fault)), whole(first));
      assert.equal(sandbox.received.length, 1);
      mock.timers.setTime(Date.now() + 7_000);
      const second = await submit(subject, fault);
      assert.equal(second.status, 200);
      assert.deepEqual(whole(await submit(subject, fault)), whole(second));
      assert.equal(sandbox.received.length, 2);
    }
  });

  it("lets one of many submit again", async () => {
    const subject = openGateway();
    sandbox.failNext({ kind: "too_many_requests" }, { kind: "delay", ms: 100 });
    assert.equal((await submit(subject, "a")).status, 429);
    const answers = await Promise.all(Array.from({ length: 5 }, () => submit(subject, "a")));
    assert.equal(sandbox.received.length, 2);
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  });

  it("is that ThingSpace does not accept the server's tokens", async () => {
    let token = "expired-token";
    const subject = openGateway({ tokens: { token: () => token } });
    assert.equal((await submit(subject, "a")).status, 424);
    token = m2mToken;
    assert.equal((await submit(subject, "a")).status, 200);
  });
});

describe("a submission that was lost under way", () => {
  /**
   * An inbox in which a process has claimed keys, and died.
   *
   * @returns {Promise<Inbox>}
   */
  async function inboxOfTheDead() {
    const inbox = memoryInbox();
    const lost = openGateway({ inbox: { ...inbox, answer: () => Promise.reject(new Error("killed")) } });
    assert.equal((await submit(lost, "a")).status, 200);
    return inbox;
  }

  it("is answered for good with that nobody knows, once it has had its time", async () => {
    mock.timers.enable({ apis: ["Date"], now: Date.now() });
    const subject = openGateway({ inbox: await inboxOfTheDead() });
    for (const ms of [35_001, HOUR, 22 * HOUR]) {
      mock.timers.setTime(Date.now() + ms);
      const { status, json } = await submit(subject, "a");
      assert.deepEqual([status, json.errorCode], [504, "OUTCOME_UNKNOWN"]);
    }
    assert.equal((await submit(subject, "a", { body: another })).status, 422);
    assert.equal(sandbox.received.length, 1);
  });

  it("is waited for until then, and an answer that comes late is given", async () => {
    const inbox = memoryInbox();
    /** @type {(value?: unknown) => void} */
    let release = () => {};
    const held = new Promise((resolve) => {
      release = resolve;
    });
    const slow = openGateway({
      inbox: { ...inbox, answer: (...given) => held.then(() => inbox.answer(...given)) },
    });
    const first = submit(slow, "a");
    await becomes(() => sandbox.received.length > 0, true, "the first is submitted");
    const second = submit(openGateway({ inbox }), "a");
    release();
    assert.deepEqual(whole(await second), whole(await first));
    assert.equal(sandbox.received.length, 1);
  });
});

describe("when the gateway fails", () => {
  it("before anything was sent, the key is free", async () => {
    const inbox = memoryInbox();
    let failures = 1;
    const subject = openGateway({
      inbox: {
        ...inbox,
        claim: (...given) => (failures-- > 0 ? Promise.reject(new Error("busy")) : inbox.claim(...given)),
      },
    });
    assert.equal((await submit(subject, "a")).status, 503);
    assert.equal(sandbox.received.length, 0);
    assert.equal((await submit(subject, "a")).status, 200);
  });

  it("a client that goes away does not end what is under way", async () => {
    const subject = openGateway();
    /** @type {Promise<unknown>[]} */
    const kept = [];
    const context = { waitUntil: (/** @type {Promise<unknown>} */ promise) => void kept.push(promise) };
    const first = await submit(subject, "a", { context });
    assert.equal(kept.length, 1);
    await kept[0];
    assert.equal(first.status, 200);
  });
});
