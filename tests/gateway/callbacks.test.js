import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryInbox } from "thingspace-aggregate/gateway";
import { devices, log, openGateway, previousSecret, secret } from "./fixtures/gateway.js";

/** @import { GatewayEvent } from "../../pkg-template/gateway.js" */

/** @param {string} txid */
const bodyOf = (txid) => ({ txid, usage: [{ imei: devices[0], numberOfSessions: 2, bytesTransferred: 2057 }] });

describe("a callback", () => {
  it("counts in its report", async () => {
    const subject = openGateway();
    const txid = await subject.queue(devices);
    const { status, text } = await subject.callback(bodyOf(txid));
    assert.deepEqual([status, text], [204, ""]);
    const report = (await subject.ask(`/reports/${txid}`)).json;
    assert.deepEqual([report.answered, report.bytesTransferred], [1, 2057]);
    assert.equal(subject.gateway.counters.callbacks, 1);
  });

  it("is acknowledged only once it is durable", async () => {
    const inbox = memoryInbox();
    let isDurable = false;
    const subject = openGateway({
      inbox: {
        ...inbox,
        async record(callback) {
          const recorded = await inbox.record(callback);
          await new Promise((resolve) => setTimeout(resolve, 20));
          isDurable = true;
          return recorded;
        },
      },
    });
    assert.equal((await subject.callback(bodyOf("t"))).status, 204);
    assert.ok(isDurable);
  });

  it("is answered in the same way whether its report is known or not", async () => {
    const subject = openGateway();
    const known = await subject.callback(bodyOf(await subject.queue(devices)));
    const unknown = await subject.callback(bodyOf("00000000-0000-0000-0000-000000000000"));
    assert.deepEqual(
      [known.status, known.text, [...known.headers]],
      [unknown.status, unknown.text, [...unknown.headers]],
    );
  });

  it("is asked for again when the inbox fails", async () => {
    const subject = openGateway({ inbox: { ...memoryInbox(), record: () => Promise.reject(new Error("disk full")) } });
    const { status, headers } = await subject.callback(bodyOf("t"));
    assert.deepEqual([status, headers.get("retry-after")], [503, "5"]);
    assert.equal(subject.gateway.counters.callbacksFailed, 1);
  });

  it("may be of any size up to 1 MiB", async () => {
    const subject = openGateway();
    const body = JSON.stringify(bodyOf("t"));
    assert.equal((await subject.callback(body + " ".repeat(1024 * 1024 - body.length))).status, 204);
    assert.equal((await subject.callback(body + " ".repeat(1024 * 1024 - body.length + 1))).status, 413);
  });

  it("comes to either secret while it is being changed, and to no other", async () => {
    const changing = openGateway({ callbacks: { secret: [secret, previousSecret] } });
    assert.equal((await changing.callback(bodyOf("t"))).status, 204);
    assert.equal((await changing.callback(bodyOf("t"), { secret: previousSecret })).status, 204);
    assert.equal((await openGateway().callback(bodyOf("t"), { secret: previousSecret })).status, 404);
  });
});

describe("what is no callback", () => {
  it("is refused and counted, and never stored", async () => {
    let stored = 0;
    const inbox = memoryInbox();
    const subject = openGateway({
      inbox: {
        ...inbox,
        record: (callback) => {
          stored += 1;
          return inbox.record(callback);
        },
      },
    });
    const bodies = ["", "{", "[]", "{}", '{"txid":"t"}', '{"usage":[]}', '{"txid":"","usage":[]}', "null"];
    for (const body of bodies) {
      const { status, json } = await subject.callback(body);
      assert.deepEqual([status, json.errorCode], [400, "NOT_A_CALLBACK"], body);
    }
    assert.equal(stored, 0);
    assert.deepEqual(
      [subject.gateway.counters.callbacksRefused, subject.gateway.counters.callbacks],
      [bodies.length, 0],
    );
  });
});

describe("without the secret", () => {
  it("a callback changes nothing", async () => {
    const subject = openGateway();
    const txid = await subject.queue(devices);
    const before = (await subject.ask(`/reports/${txid}`)).text;
    for (const wrong of ["wrong", `${secret}x`, secret.slice(1), secret.toUpperCase(), `${secret}%2F`, "", "%00"]) {
      assert.equal((await subject.callback(bodyOf(txid), { secret: wrong })).status, 404);
    }
    assert.equal((await subject.ask(`/reports/${txid}`)).text, before);
    const { callbacks, callbacksRefused } = subject.gateway.counters;
    assert.deepEqual([callbacks, callbacksRefused], [0, 0]);
  });

  it("a thousand tries tell nothing: each is answered like any path that does not exist", async () => {
    const subject = openGateway();
    const nothing = await subject.ask("/nothing/here", { method: "POST", as: null, body: {} });
    const expected = [nothing.status, nothing.text, [...nothing.headers]];
    for (let index = 0; index < 1_000; index++) {
      // Ever closer to the right one.
      const wrong = secret.slice(0, index % secret.length) + String(index);
      const { status, text, headers } = await subject.callback(bodyOf("t"), { secret: wrong });
      assert.deepEqual([status, text, [...headers]], expected);
    }
  });

  it("nor with another method, not even with the secret", async () => {
    const subject = openGateway();
    const nothing = await subject.ask("/nothing/here", { as: null });
    for (const method of ["GET", "PUT", "DELETE", "PATCH"]) {
      for (const given of [secret, "wrong"]) {
        const { status, text, headers } = await subject.ask(`/callbacks/${given}`, { method, as: null });
        assert.deepEqual([status, text, [...headers]], [nothing.status, nothing.text, [...nothing.headers]]);
      }
    }
  });
});

describe("verify", () => {
  it("sees the request and its text, and decides", async () => {
    /** @type {GatewayEvent[]} */
    const events = [];
    const subject = openGateway({
      callbacks: {
        secret,
        verify: ({ headers }, text) => headers.get("x-signature") === `signed ${text.length}`,
      },
      log: (event) => {
        events.push(event);
        log(event);
      },
    });
    const body = JSON.stringify(bodyOf("t"));
    const signed = await subject.callback(body, { headers: { "x-signature": `signed ${body.length}` } });
    assert.equal(signed.status, 204);
    const { status, json } = await subject.callback(body, { headers: { "x-signature": "signed 1" } });
    assert.deepEqual([status, json.errorCode], [403, "NOT_VERIFIED"]);
    assert.deepEqual(events, [{ event: "callback_refused", level: "warn", reason: "not_verified" }]);
    assert.equal(subject.gateway.counters.callbacks, 1);
  });

  it("that fails has the callback sent again", async () => {
    const verify = () => Promise.reject(new Error("no key"));
    assert.equal((await openGateway({ callbacks: { secret, verify } }).callback(bodyOf("t"))).status, 503);
  });
});
