import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { memoryInbox } from "thingspace-aggregate/gateway";
import { bearerToken, m2mToken, refusedDevices } from "../../www/sandbox/known.js";
import { accountNumber, devices, log, openGateway, sandbox } from "./fixtures/gateway.js";

/**
 * @import { GatewayEvent } from "../../pkg-template/gateway.js"
 * @import { TokenNeed } from "../../pkg-template/index.js"
 * @import { Fault } from "../../www/sandbox/faults.js"
 */

const subject = openGateway();
const imei = devices[0];
afterEach(() => void sandbox.received.splice(0));

/** @param {string} name */
const receivedHeader = (name) => sandbox.received[0]?.headers.find(([key]) => key.toLowerCase() === name)?.[1];

describe("a report", () => {
  it("is submitted with the tokens of the server, which the page does not get", async () => {
    const { status, json } = await subject.submit({
      accountNumber,
      imei: devices,
      startDate: "2026-10-01",
      endDate: "2026-11-01",
    });
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(json), ["txid", "status"]);
    assert.equal(json.status, "QUEUED");
    assert.equal(receivedHeader("vz-m2m-token"), m2mToken);
    assert.equal(receivedHeader("authorization"), `Bearer ${bearerToken}`);
    assert.equal(
      sandbox.received[0]?.body.toString(),
      JSON.stringify({ accountNumber, startDate: "2026-10-01", endDate: "2026-11-01", imei: devices }),
    );
  });

  it("is open, for the devices that it was asked for, before it is answered", async () => {
    const { json } = await subject.submit({
      accountNumber,
      imei,
      startDate: "2026-10-01",
      endDate: "2026-11-01",
      noSessionFlag: true,
    });
    const report = (await subject.ask(`/reports/${json.txid}`)).json;
    assert.deepEqual(report.devices, [{ imei, state: "waiting", expected: true }]);
    assert.deepEqual(report.request, { startDate: "2026-10-01", endDate: "2026-11-01", noSessionFlag: true });
    const all = await subject.queue(0);
    assert.equal((await subject.ask(`/reports/${all}`)).json.expected, null);
    const spelled = await subject.submit({ accountNumber, imei: "0" });
    assert.equal((await subject.ask(`/reports/${spelled.json.txid}`)).json.expected, null);
  });

  it("counts the callbacks that came before", async () => {
    const inbox = memoryInbox();
    const early = openGateway({
      inbox: {
        ...inbox,
        async open(facts, imeis) {
          await early.answer(facts.txid, ...devices);
          return inbox.open(facts, imeis);
        },
      },
    });
    const txid = await early.queue(devices);
    assert.equal((await early.ask(`/reports/${txid}`)).json.state, "complete");
  });

  it("may have been initiated by the portal, or not", async () => {
    await subject.submit({ accountNumber, imei: "0" }, { headers: { "x-portal-initiated": "false" } });
    assert.equal(receivedHeader("x-portal-initiated"), "false");
  });

  it("goes in the SDKs' spelling, if need be", async () => {
    const sdk = openGateway({ wire: "sdk" });
    assert.equal((await sdk.submit({ accountNumber, imei })).status, 200);
    assert.equal(sandbox.received[0]?.body.toString(), JSON.stringify({ accountNumber, imei: [imei] }));
  });

  for (const [device, { status, errorCode, errorMessage }] of refusedDevices) {
    it(`is refused with ${status} as the service refuses it`, async () => {
      const reply = await subject.submit({ accountNumber, imei: device });
      assert.equal(reply.status, status);
      assert.deepEqual(reply.json, { errorCode, errorMessage });
    });
  }

  it("with issues is not sent on, and they come back with their paths", async () => {
    const { status, json } = await subject.submit({ accountNumber, imei: [imei, "49015420323751"], plan: "x" });
    assert.equal(status, 400);
    assert.equal(json.errorCode, "INVALID_PARAMETER");
    assert.equal(json.issueCount, 2);
    const short = json.issues.map((/** @type {{ code: string, path: string[] }} */ { code, path }) => [code, ...path]);
    assert.deepEqual(short.sort(), [
      ["imei_format", "imei", 1],
      ["unknown_field", "plan"],
    ]);
    assert.match(json.errorMessage, /, and 1 more$/);
    assert.equal(sandbox.received.length, 0);
  });

  it("may have a device with a wrong check digit where the server allows it", async () => {
    const lenient = openGateway({ checkDigit: false });
    const request = { accountNumber, imei: "490154203237510" };
    assert.equal((await subject.submit(request)).status, 400);
    assert.equal((await lenient.submit(request)).status, 200);
  });

  it("that the service takes later passes its wait on, and is sent once", async () => {
    sandbox.failNext({ kind: "too_many_requests", retryAfter: 7 });
    const { status, headers } = await subject.submit({ accountNumber, imei });
    assert.deepEqual([status, headers.get("retry-after")], [429, "7"]);
    sandbox.failNext({ kind: "unavailable", retryAfter: 3 });
    const unavailable = await subject.submit({ accountNumber, imei });
    assert.deepEqual([unavailable.status, unavailable.headers.get("retry-after")], [503, "3"]);
    assert.equal(sandbox.received.length, 2);
  });

  /** @type {readonly { name: string, faults: Fault[], status: number, timeout?: number }[]} */
  const unsure = [
    { name: "the connection breaks", faults: [{ kind: "drop", after: "request" }], status: 502 },
    { name: "the reply breaks off", faults: [{ kind: "truncate" }], status: 502 },
    { name: "it is no receipt", faults: [{ kind: "reply", status: 200, body: "Welcome" }], status: 502 },
    { name: "a proxy answers", faults: [{ kind: "html_502" }], status: 502 },
    { name: "it is sent elsewhere", faults: [{ kind: "redirect", to: "http://127.0.0.1:9/" }], status: 502 },
    { name: "there is no reply", faults: [{ kind: "silence" }], status: 504, timeout: 2_000 },
  ];
  for (const { name, faults, status, timeout } of unsure) {
    it(`answers ${status}, from which a page reads that it may be queued, when ${name}`, async () => {
      const gateway = openGateway({ timeout });
      sandbox.failNext(...faults);
      assert.equal((await gateway.submit({ accountNumber, imei })).status, status);
      assert.equal(sandbox.received.length, 1);
    });
  }
});

describe("the server's tokens", () => {
  /** @type {GatewayEvent[]} */
  const events = [];
  const keep = (/** @type {GatewayEvent} */ event) => {
    events.push(event);
    log(event);
  };
  afterEach(() => void events.splice(0));

  it("that are no good are not the page's fault, and the report is surely not queued", async () => {
    const misled = openGateway({ tokens: { token: "expired-token" }, log: keep });
    const { status, json } = await misled.submit({ accountNumber, imei });
    assert.deepEqual([status, json.errorCode], [424, "SERVER_NOT_ACCEPTED"]);
    assert.deepEqual(
      events.map(({ event }) => event),
      ["not_submitted"],
    );
  });

  it("are asked for anew, once, when ThingSpace does not accept them", async () => {
    /** @type {TokenNeed[]} */
    const needs = [];
    const token = (/** @type {TokenNeed} */ need) => {
      needs.push(need);
      return need.rejected ? m2mToken : "expired-token";
    };
    const renewing = openGateway({ tokens: { token, bearer: bearerToken } });
    assert.equal((await renewing.submit({ accountNumber, imei })).status, 200);
    assert.deepEqual(needs, [
      { attempt: 1, rejected: false },
      { attempt: 2, rejected: true },
    ]);
    const stuck = openGateway({ tokens: { token: () => "expired-token" } });
    sandbox.received.splice(0);
    assert.equal((await stuck.submit({ accountNumber, imei })).status, 424);
    assert.equal(sandbox.received.length, 2);
  });

  it("that cannot be had are the server's fault, and what was thrown is not logged", async () => {
    const token = () => {
      throw new Error(`cannot use ${m2mToken}`);
    };
    const failing = openGateway({ tokens: { token }, log: keep });
    assert.equal((await failing.submit({ accountNumber, imei })).status, 424);
    assert.equal(events.length, 1);
    assert.equal(sandbox.received.length, 0);
  });

  it("that take too long are the server's fault, too: nothing was sent", async () => {
    const slow = openGateway({ tokens: { token: () => new Promise(() => {}) }, timeout: 50 });
    assert.equal((await slow.submit({ accountNumber, imei })).status, 424);
  });
});

describe("an inbox that fails", () => {
  it("once, is asked again", async () => {
    const inbox = memoryInbox();
    let failures = 1;
    const flaky = openGateway({
      inbox: {
        ...inbox,
        open: (...given) => (failures-- > 0 ? Promise.reject(new Error("busy")) : inbox.open(...given)),
      },
    });
    const txid = await flaky.queue(devices);
    assert.equal((await flaky.ask(`/reports/${txid}`)).status, 200);
  });

  it("leaves a report of which the page is told that it is queued, and that it cannot be read", async () => {
    const broken = openGateway({
      inbox: { ...memoryInbox(), open: () => Promise.reject(new Error("the disk is full")) },
    });
    const { status, json } = await broken.submit({ accountNumber, imei });
    assert.equal(status, 502);
    assert.match(json.errorMessage, /has queued the report as [0-9a-f-]{36}/);
    assert.equal(sandbox.received.length, 1);
  });
});

describe("what is no report", () => {
  it("is refused before anything is sent", async () => {
    const report = { accountNumber, imei };
    assert.equal((await subject.submit("{")).status, 400);
    assert.equal((await subject.submit("[]")).json.issues[0].code, "type");
    assert.equal((await subject.submit(`"${"x".repeat(600_000)}"`)).status, 413);
    assert.equal((await subject.submit(report, { headers: { "content-type": "text/plain" } })).status, 415);
    assert.equal((await subject.submit(report, { headers: { "x-portal-initiated": "yes" } })).status, 400);
    assert.equal((await subject.submit(report, { method: "PUT" })).status, 405);
    assert.equal((await subject.ask("/elsewhere")).status, 404);
    assert.equal(sandbox.received.length, 0);
  });

  it("is also what is not UTF-8", async () => {
    const request = new Request("http://localhost:9/api/report/async/aggregate", {
      method: "POST",
      headers: { authorization: "ada", "content-type": "application/json" },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    const response = await subject.gateway.fetch(request);
    assert.deepEqual([response.status, (await response.json()).errorCode], [400, "INVALID_TEXT"]);
  });

  it("is read to its end all the same: workerd would lose the answer", async () => {
    let left = 20;
    const body = new ReadableStream({
      pull(controller) {
        left -= 1;
        controller.enqueue(new Uint8Array(10_000));
        if (left === 0) controller.close();
      },
    });
    const init = { method: "PUT", body, duplex: "half" };
    const request = new Request("http://localhost:9/api/report/async/aggregate", init);
    const response = await subject.gateway.fetch(request);
    assert.deepEqual([response.status, left], [405, 0]);
  });
});
