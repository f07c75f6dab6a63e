import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import fc from "fast-check";
import { farSide, receipt } from "./fixtures/far-side.js";
import { hostile, hostileValues, lyingAboutLength, trap } from "./fixtures/hostile-values.js";
import { installPackage } from "./fixtures/installed-package.js";
import { request } from "./fixtures/requests.js";

const { api } = await installPackage();

const fields = ["accountNumber", "imei", "startDate", "endDate", "deviceGroup", "dataPlan", "noSessionFlag", "other"];
const names = ["token", "bearer", "portalInitiated", "baseUrl", "wire", "checkDigit", "signal", "retry", "onAttempt"];

/** Options that would send a good request. */
const sending = () => ({ token: "token", timeout: 50, fetch: /** @type {unknown} */ (farSide(receipt).fetch) });

afterEach(async () => {
  const { fetch } = farSide(receipt);
  assert.equal((await api.submitAggregate(request, { token: "token", fetch })).txid, "c9a1d5b0");
  assert.equal((await api.validateAggregate({})).issueCount, 2);
});

/**
 * Submits, and asserts that it settles: with a receipt, an error of ours, or what was thrown by the input.
 *
 * @param {unknown} request
 * @param {unknown} options
 */
async function settle(request, options) {
  const hang = timer(20_000);
  const submission = api.submitAggregate(/** @type {never} */ (request), /** @type {never} */ (options));
  try {
    return await Promise.race([submission, hang.elapsed.then(() => assert.fail("the submission hangs"))]);
  } catch (reason) {
    assert.ok(api.isAggregateReportError(reason) || isOfTheInput(reason), `rejected with ${String(reason)}`);
    return reason;
  } finally {
    hang.clear();
  }
}

/** @param {number} milliseconds */
function timer(milliseconds) {
  /** @type {NodeJS.Timeout | undefined} */
  let timeout;
  const elapsed = new Promise((resolve) => {
    timeout = setTimeout(resolve, milliseconds);
  });
  return { elapsed, clear: () => clearTimeout(timeout) };
}

/** @param {unknown} reason */
const isOfTheInput = (reason) =>
  reason === trap || (reason instanceof TypeError && /revoked|Class constructor/.test(reason.message));

/**
 * Tries each hostile value, and then many random ones.
 *
 * @param {(value: unknown) => Promise<unknown>} attempt
 */
async function tryAll(attempt) {
  for (const value of hostileValues()) await attempt(value);
  await fc.assert(
    fc.asyncProperty(hostile, async (make) => {
      await attempt(make());
    }),
    { numRuns: 500 },
  );
}

/** The ways to give a value back: at once, later, or by throwing it. */
const ways = [
  (/** @type {unknown} */ value) => () => value,
  (/** @type {unknown} */ value) => async () => value,
  (/** @type {unknown} */ value) => () => Promise.reject(value),
];

describe("nothing hangs, and a good call works afterwards, whatever is", () => {
  it("the request", () => tryAll((value) => settle(value, sending())));

  it("the options", () => tryAll((value) => settle(request, value)));

  it("both, when they are only checked", () =>
    tryAll(async (value) => {
      const check = api.validateAggregate(value, /** @type {never} */ (value));
      const { issues, issueCount } = await check.catch((reason) => {
        assert.ok(isOfTheInput(reason), String(reason));
        return { issues: [], issueCount: 0 };
      });
      assert.ok(issues.length <= 100 && issues.length <= issueCount);
    }));

  for (const name of fields) {
    it(`the field ${name}`, () => tryAll((value) => settle({ ...request, [name]: value }, sending())));
  }

  it("in the list", () => tryAll((value) => settle({ ...request, imei: [request.imei, value] }, sending())));

  for (const name of names) {
    it(`the option ${name}`, () => tryAll((value) => settle(request, { ...sending(), [name]: value })));
  }

  it("within the option retry", () =>
    tryAll((value) =>
      settle(request, { ...sending(), retry: { limit: value, maxRetryAfter: value, resend: value, other: value } }),
    ));

  it("given by a token provider", () =>
    tryAll(async (value) => {
      const provider = ways[Math.floor(Math.random() * ways.length)](value);
      await settle(request, { ...sending(), token: provider });
    }));

  it("thrown by onAttempt", async () => {
    for (const value of hostileValues()) {
      const onAttempt = () => {
        throw value;
      };
      const { fetch, sent } = farSide(receipt);
      const submission = api.submitAggregate(request, { token: "token", fetch, onAttempt });
      const outcome = await submission.then(
        (value) => ({ value }),
        (reason) => ({ reason }),
      );
      assert.ok("reason" in outcome && Object.is(outcome.reason, value));
      assert.equal(sent.length, 0);
    }
  });
});

/** @param {unknown} fetch @param {number} [timeout] */
async function kindWith(fetch, timeout = 50) {
  const error = await settle(request, { ...sending(), timeout, fetch });
  assert.ok(api.isAggregateReportError(error), String(error));
  assert.deepEqual([error.attempts, error.mayBeQueued], [1, true]);
  return error.kind;
}

describe("nothing hangs, and a good call works afterwards, when fetch", () => {
  it("throws, or rejects with, anything", () =>
    tryAll(async (value) => {
      const thrower = () => {
        throw value;
      };
      for (const fetch of [thrower, () => Promise.reject(value)]) {
        const error = await settle(request, { ...sending(), fetch });
        assert.ok(api.isAggregateReportError(error), String(error));
        assert.equal(error.kind, "network");
        assert.ok(Object.is(error.cause, value));
      }
    }));

  it("answers with anything", async () => {
    await tryAll((value) => settle(request, { ...sending(), fetch: () => value }));
    for (const value of [undefined, null, 1, "text", {}, [], { status: "200" }]) {
      assert.equal(await kindWith(async () => value), "invalid_response");
    }
  });

  it("answers with a response that has anything in it", async () => {
    for (const name of ["status", "headers", "body"]) {
      await tryAll(async (value) => {
        for (const status of [200, 429]) {
          const response = { status, headers: new Headers(), body: new Response("{}").body, [name]: value };
          await settle(request, { ...sending(), fetch: async () => response, retry: 0 });
        }
      });
    }
  });

  it("answers with headers that are not some", async () => {
    for (const value of [7, {}, undefined]) {
      const headers = { get: () => value, [Symbol.iterator]: () => assert.fail("they are copied") };
      const error = await settle(request, {
        ...sending(),
        retry: 0,
        fetch: async () => ({ status: 429, headers, body: null }),
      });
      assert.ok(api.isAggregateReportError(error) && error.retryAfter === undefined, String(error));
    }
    // To copy these would end the process.
    const headers = [lyingAboutLength(2 ** 53), lyingAboutLength(1e308)];
    await settle(request, { ...sending(), retry: 0, fetch: async () => ({ status: 429, headers, body: null }) });
  });

  it("answers with a body that reads as anything", () =>
    tryAll(async (value) => {
      for (const getReader of [
        () => value,
        () => ({ read: value }),
        () => ({ read: () => value }),
        () => ({ read: async () => ({ done: false, value }) }),
      ]) {
        const response = { status: 200, headers: new Headers(), body: { getReader } };
        await settle(request, { ...sending(), fetch: async () => response });
      }
    }));

  it("never answers", async () => {
    assert.equal(await kindWith(() => new Promise(() => {})), "timeout");
    // biome-ignore lint/suspicious/noThenProperty: a promise that is none, and never settles
    assert.equal(await kindWith(() => ({ then() {} })), "timeout");
    assert.equal(await kindWith(async () => new Response(new ReadableStream())), "timeout");
  });

  it("answers without end", async () => {
    for (const size of [65_536, 64]) {
      const pull = (/** @type {ReadableStreamDefaultController} */ stream) => stream.enqueue(new Uint8Array(size));
      assert.equal(await kindWith(async () => new Response(new ReadableStream({ pull })), 60_000), "invalid_response");
    }
  });

  it("answers with chunks without a byte, without end", async () => {
    let reads = 0;
    const read = async () => ({ done: ++reads > 200_000, value: new Uint8Array(0) });
    const response = { status: 200, headers: new Headers(), body: { getReader: () => ({ read }) } };
    assert.equal(await kindWith(async () => response, 60_000), "invalid_response");
    assert.ok(reads < 200_000, "it gave up by itself");
  });
});

it("a request that submits another one while it is read does no harm", async () => {
  const { fetch, sent } = farSide(receipt);
  /** @type {Promise<unknown>[]} */
  const inner = [];
  const outer = {
    accountNumber: request.accountNumber,
    get imei() {
      inner.push(api.submitAggregate(request, { token: "token", fetch }), api.validateAggregate(request));
      return request.imei;
    },
  };
  await api.submitAggregate(outer, { token: "token", fetch });
  await Promise.all(inner);
  assert.equal(sent.length, 2);
});

it("an overflowing stack does no harm", async () => {
  const { validate } = api.aggregateRequestSchema["~standard"];
  /** @returns {never} */
  function overflow() {
    validate(request);
    return overflow();
  }
  // Within the core, it has the core fail.
  const isOverflow = (/** @type {any} */ error) => (error.cause ?? error) instanceof RangeError;
  for (let times = 0; times < 3; times += 1) assert.throws(overflow, isOverflow);
  assert.deepEqual(await validate(request), { value: request });
});
