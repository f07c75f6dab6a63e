import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { farSide, receipt, rejection } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { reasonOf } from "./fixtures/rejections.js";
import { imeis, request } from "./fixtures/requests.js";
import { makeCoreTrap } from "./fixtures/trapping-core.js";

// No trap is known that can be reached, so this core is built to have some: where it reads an option that is a number,
// where it makes a key, and where it reads the issues of a gateway.
const { api, folder } = await installPackage();
await makeCoreTrap(folder, ["const ret = Number(arg0);", "const ret = randomKey();", "const ret = issuesIn(arg1);"]);

const baseUrl = "https://gateway.example";
const trapsAtOnce = { token: "token", timeout: 5 };
const trapsBeforeSending = { baseUrl, idempotencyKey: true };

/** A gateway's answer, which has the core look for issues. */
const trapsAtReply = () => Response.json({ errorCode: "INVALID_PARAMETER", issues: [] }, { status: 400 });

/** Collects garbage, and with it what was of a core that failed. */
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

/** @param {Promise<unknown>} call */
async function assertCoreFailed(call) {
  const error = await reasonOf(call);
  assert.ok(error instanceof Error && !api.isAggregateReportError(error), String(error));
  assert.match(error.message, /^thingspace-aggregate's core failed: .* may be queued all the same/);
  assert.ok(error.cause instanceof WebAssembly.RuntimeError, String(error.cause));
  return error;
}

afterEach(async () => {
  collect();
  const devices = imeis(1000);
  const { fetch, sent } = farSide(rejection(503, { "retry-after": "0" }), receipt);
  const submission = api.submitAggregate({ ...request, imei: devices }, { token: "token", fetch });
  assert.deepEqual(await submission, { txid: "c9a1d5b0", status: "QUEUED" });
  assert.deepEqual(JSON.parse(String(sent[1]?.body)).imei, devices);
  assert.equal((await api.validateAggregate({ imei: [...devices, ...devices] })).issueCount, 1001);
});

describe("a core that traps has the call fail, and the next one gets a new core,", () => {
  it("when it checks", async () => {
    for (let times = 0; times < 3; times += 1) {
      await assertCoreFailed(api.validateAggregate(request, trapsAtOnce));
    }
  });

  it("when it checks as a Standard Schema's", async () => {
    await assertCoreFailed(api.validateAggregate(request, trapsAtOnce));
    assert.deepEqual(await api.aggregateRequestSchema["~standard"].validate(request), { value: request });
  });

  it("before it sends", async () => {
    const { fetch, sent } = farSide(receipt);
    await assertCoreFailed(api.submitAggregate(request, { ...trapsAtOnce, fetch }));
    await assertCoreFailed(api.submitAggregate(request, { ...trapsBeforeSending, fetch }));
    assert.equal(sent.length, 0);
  });

  it("when it goes on after a reply", async () => {
    const { fetch, sent } = farSide(trapsAtReply);
    await assertCoreFailed(api.submitAggregate(request, { baseUrl, fetch }));
    assert.equal(sent.length, 1);
  });

  it("and so does every other one under way, whatever comes for it later", async () => {
    const replies = Array.from({ length: 20 }, withResolvers);
    const { fetch: slow, sent } = farSide(
      ...replies.map(
        ({ promise }) =>
          () =>
            promise,
      ),
    );
    const others = replies.map(() => api.submitAggregate(request, { token: "token", fetch: slow }));
    for (let turn = 0; turn < 1000 && sent.length < replies.length; turn += 1) await new Promise(setImmediate);
    assert.equal(sent.length, replies.length);

    const { fetch } = farSide(trapsAtReply);
    const failures = [api.submitAggregate(request, { baseUrl, fetch }), ...others].map(assertCoreFailed);
    assert.equal(new Set(await Promise.all(failures)).size, 1);

    const next = api.submitAggregate(request, { token: "token", fetch: farSide(receipt).fetch });
    for (const [index, { resolve, reject }] of replies.entries()) {
      if (index % 2) resolve(receipt());
      else reject(new Error("too late"));
    }
    assert.equal((await next).txid, "c9a1d5b0");
  });

  it("as a fleet's parts do", async () => {
    const { fetch } = farSide(trapsAtReply);
    /** @type {string[]} */
    const outcomes = [];
    const reading = (async () => {
      for await (const part of api.submitFleet({ ...request, imei: imeis(6) }, { baseUrl, fetch })) {
        outcomes.push(part.outcome);
      }
    })();
    await assertCoreFailed(reading);
    assert.deepEqual(outcomes, ["unsure"]);
  });
});

/** What Node 20 lacks. */
function withResolvers() {
  /** @type {(value: unknown) => void} */
  let resolve = () => {};
  /** @type {(reason: unknown) => void} */
  let reject = () => {};
  const promise = new Promise((...settle) => {
    [resolve, reject] = settle;
  });
  return { promise, resolve, reject };
}
