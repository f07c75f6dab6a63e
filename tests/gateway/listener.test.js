import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { accountNumber, log, openGateway, otherAccount, previousSecret, sandbox, secret } from "./fixtures/gateway.js";

/**
 * @import { GatewayEvent } from "../../pkg-template/gateway.js"
 * @import { Subject } from "./fixtures/gateway.js"
 */

afterEach(async () => {
  await listener(openGateway(), "DELETE");
  sandbox.received.splice(0);
});

const path = `/listener?accountNumber=${accountNumber}`;

/**
 * @param {Subject} subject
 * @param {"GET" | "PUT" | "DELETE"} method
 */
const listener = (subject, method) => subject.ask(path, { method });

/** @param {"GET" | "PUT" | "DELETE"} method @param {Subject} subject */
const state = async (method, subject) => (await listener(subject, method)).json;

describe("the listener of an account", () => {
  it("is registered, shown and removed, and its address is in no answer", async () => {
    const subject = openGateway();
    assert.deepEqual(await state("GET", subject), { accountNumber, listener: "none" });
    assert.deepEqual(await state("PUT", subject), { accountNumber, listener: "current" });
    const sent = sandbox.received.find(({ method }) => method === "POST");
    assert.deepEqual(JSON.parse(String(sent?.body)), {
      name: "BullseyeReporting",
      url: `http://localhost:9/api/callbacks/${secret}`,
    });
    assert.equal(sent?.path, `/api/hyper-precise/v1/callbacks?accountNumber=${accountNumber}`);
    assert.deepEqual(await state("GET", subject), { accountNumber, listener: "current" });
    assert.deepEqual(await state("DELETE", subject), { accountNumber, listener: "none" });
    assert.equal(
      sandbox.received.at(-1)?.path,
      `/api/hyper-precise/v1/callbacks?accountNumber=${accountNumber}&service=BullseyeReporting`,
    );
    assert.deepEqual(await state("GET", subject), { accountNumber, listener: "none" });
  });

  it("is at the public URL, if that is given", async () => {
    const subject = openGateway({ publicUrl: "http://127.0.0.1:7", prefix: "/api" });
    await listener(subject, "PUT");
    assert.equal(JSON.parse(String(sandbox.received[0]?.body)).url, `http://127.0.0.1:7/api/callbacks/${secret}`);
    assert.deepEqual(await state("GET", openGateway()), { accountNumber, listener: "other" });
  });

  it("is never at a host that only its caller names", async () => {
    const at = "https://evil.example";
    const { status, json } = await openGateway().ask(path, { method: "PUT", at });
    assert.deepEqual([status, json.errorCode], [500, "NOT_CONFIGURED"]);
    assert.match(json.errorMessage, /has to set publicUrl/);
    assert.equal(sandbox.received.length, 0);

    const configured = openGateway({ publicUrl: "http://127.0.0.1:7" });
    assert.equal((await configured.ask(path, { method: "PUT", at })).status, 200);
    assert.equal(JSON.parse(String(sandbox.received[0]?.body)).url, `http://127.0.0.1:7/api/callbacks/${secret}`);
  });

  it("may still have the secret that is being replaced", async () => {
    await listener(openGateway({ callbacks: { secret: previousSecret } }), "PUT");
    const changing = openGateway({ callbacks: { secret: [secret, previousSecret] } });
    assert.deepEqual(await state("GET", changing), { accountNumber, listener: "previous" });
    assert.deepEqual(await state("PUT", changing), { accountNumber, listener: "current" });
    assert.deepEqual(await state("GET", openGateway()), { accountNumber, listener: "current" });
  });

  it("must be named", async () => {
    for (const method of ["GET", "PUT", "DELETE"]) {
      assert.equal((await openGateway().ask("/listener", { method })).status, 400);
    }
    assert.equal(sandbox.received.length, 0);
  });
});

describe("when ThingSpace", () => {
  it("does not accept the tokens, they are asked for anew, and then it is the server's fault", async () => {
    let asked = 0;
    const token = () => {
      asked += 1;
      return "expired-token";
    };
    const subject = openGateway({ tokens: { token } });
    for (const method of /** @type {const} */ (["GET", "PUT", "DELETE"])) {
      asked = 0;
      const { status, json } = await listener(subject, method);
      assert.deepEqual([status, json.errorCode, asked], [424, "SERVER_NOT_ACCEPTED", 2]);
    }
  });

  it("is not to be asked, since there are no tokens, it is the server's fault, too", async () => {
    /** @type {GatewayEvent[]} */
    const events = [];
    const token = () => Promise.reject(new Error(`secret of ${secret}`));
    const subject = openGateway({
      tokens: { token },
      log: (event) => {
        events.push(event);
        log(event);
      },
    });
    assert.equal((await listener(subject, "PUT")).status, 424);
    assert.deepEqual(events, [{ event: "failed", level: "error", message: "There are no tokens. " }]);
    const slow = openGateway({ tokens: { token: () => new Promise(() => {}) }, timeout: 30 });
    assert.equal((await listener(slow, "PUT")).status, 424);
  });

  it("refuses, its status is passed on, and not its words, which may quote the address", async () => {
    const subject = openGateway();
    const url = `http://localhost:9/api/callbacks/${secret}`;
    sandbox.failNext({ kind: "reply", status: 400, body: JSON.stringify({ errorMessage: `${url} is no good` }) });
    const { status, json } = await listener(subject, "PUT");
    assert.deepEqual([status, json.errorCode], [400, "LISTENER_REFUSED"]);
    sandbox.failNext({ kind: "too_many_requests", retryAfter: 9 });
    const busy = await listener(subject, "PUT");
    assert.deepEqual([busy.status, busy.headers.get("retry-after")], [429, "9"]);
    const { status: none } = await subject.ask(`/listener?accountNumber=${otherAccount}`, { as: "other" });
    assert.equal(none, 400);
  });

  it("cannot be reached, or does not answer as it should, that is told", async () => {
    const subject = openGateway({ timeout: 2_000 });
    for (const fault of /** @type {const} */ ([
      { kind: "drop", after: "request" },
      { kind: "silence" },
      { kind: "truncate" },
      { kind: "redirect", to: "http://127.0.0.1:9/" },
    ])) {
      sandbox.failNext(fault);
      assert.equal((await listener(subject, "PUT")).status, 502, fault.kind);
    }
  });

  it("answers with something else, there is no listener", async () => {
    const subject = openGateway();
    for (const body of ["", "null", "{}", "[7, null, {}]"]) {
      sandbox.failNext({ kind: "reply", status: 200, body });
      assert.deepEqual(await state("GET", subject), { accountNumber, listener: "none" });
    }
  });
});
