import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { isAggregateReportError, submitAggregate } from "thingspace-aggregate";
import { createGateway, createTokens, memoryInbox } from "thingspace-aggregate/gateway";
import { consumer, unreportableDevice, user } from "../../www/sandbox/known.js";
import { eventsOf } from "./fixtures/description.js";
import { accountNumber, authorize, devices, log, sandbox, secret } from "./fixtures/gateway.js";
import { serve } from "./fixtures/server.js";

const gateway = createGateway({
  authorize,
  tokens: createTokens({ ...consumer, ...user, baseUrl: sandbox.url }),
  inbox: memoryInbox(),
  callbacks: { secret },
  baseUrl: sandbox.baseUrl,
  log,
});
const server = await serve(gateway);
after(() => server.close());

/** As a page of the application sends it. @type {typeof fetch} */
const asAda = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set("authorization", "ada");
  return fetch(input, { ...init, headers });
};
const options = { baseUrl: `${server.url}/api`, fetch: asAda };

/** @param {string} path */
const ask = (path, init = {}) => asAda(`${server.url}/api${path}`, init);

describe("the package, with a gateway as its base URL", () => {
  it("submits, and what the sandbox calls back comes out of the stream and the CSV", async () => {
    const registered = await ask(`/listener?accountNumber=${accountNumber}`, { method: "PUT" });
    assert.deepEqual(await registered.json(), { accountNumber, listener: "current" });
    const imei = [...devices, unreportableDevice];
    const { txid, status } = await submitAggregate(
      { accountNumber, imei, startDate: new Date(Date.now() - 1e9) },
      options,
    );
    assert.equal(status, "QUEUED");

    const events = eventsOf(await (await ask(`/reports/${txid}?format=events`)).text());
    const end = JSON.parse(events.at(-1)?.data ?? "");
    assert.deepEqual([end.state, end.answered, end.failed], ["complete", 5, 1]);
    await sandbox.allDelivered();

    const csv = await (await ask(`/reports/${txid}?format=csv`)).text();
    const cells = csv
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(","));
    const read = new Map(
      cells.map(([name = "", , , , sessions, bytes]) => [/\d{15}/.exec(name)?.[0], [sessions, bytes]]),
    );
    const sent = sandbox.deliveries.flatMap(({ callbacks }) => callbacks.map(({ body }) => JSON.parse(body)));
    const usage = sent.flatMap((message) => message.usage);
    assert.equal(read.size, imei.length);
    for (const { imei: device, numberOfSessions, bytesTransferred } of usage) {
      assert.deepEqual(read.get(device), [String(numberOfSessions), String(bytesTransferred)]);
    }
    assert.deepEqual(read.get(unreportableDevice), ["", ""]);
  });

  it("reads the gateway's refusals as it reads ThingSpace's", async () => {
    sandbox.failNext({ kind: "too_many_requests", retryAfter: 120 });
    await assert.rejects(submitAggregate({ accountNumber, imei: 0 }, options), (error) => {
      assert.ok(isAggregateReportError(error));
      assert.deepEqual([error.kind, error.retryAfter, error.mayBeQueued], ["rate_limited", 120_000, false]);
      return true;
    });
    sandbox.failNext({ kind: "drop", after: "request" });
    await assert.rejects(submitAggregate({ accountNumber, imei: 0 }, options), (error) => {
      assert.ok(isAggregateReportError(error));
      assert.deepEqual([error.kind, error.status, error.mayBeQueued], ["server_error", 502, true]);
      return true;
    });
    await assert.rejects(submitAggregate({ accountNumber: "1", imei: 0 }, options), { kind: "forbidden" });
  });
});
