import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { bearerToken, m2mToken, refusedDevices, unauthorized } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { installPackage } from "./fixtures/installed-package.js";
import { errorOf } from "./fixtures/rejections.js";
import { imei, request } from "./fixtures/requests.js";

/** @import { AggregateRequest, SubmitOptions } from "../../pkg-template/index.js" */
/** @import { Fault } from "../../www/sandbox/faults.js" */

const { api } = await installPackage();
const sandbox = await startSandbox();
after(() => sandbox.close());

const tokens = { token: m2mToken, bearer: bearerToken };

/**
 * What a submission to the sandbox fails with, after these faults.
 *
 * @param {{ faults?: Fault[], request?: object, options?: SubmitOptions }} how
 */
async function failure({ faults = [], request: changed, options }) {
  sandbox.received.splice(0);
  sandbox.failNext(...faults);
  const submission = api.submitAggregate(/** @type {AggregateRequest} */ ({ ...request, ...changed }), {
    ...tokens,
    baseUrl: sandbox.baseUrl,
    retry: 0,
    ...options,
  });
  const error = await errorOf(api, submission);
  const whole = JSON.stringify(error) + error.message + error.stack;
  for (const token of Object.values(tokens)) assert.ok(!whole.includes(token));
  return error;
}

/** @param {import("../../pkg-template/index.js").AggregateReportError} error */
function fields({ kind, status, errorCode, errorMessage, retryAfter, attempts, mayBeQueued }) {
  return { kind, status, errorCode, errorMessage, retryAfter, attempts, mayBeQueued };
}

const none = { errorCode: undefined, errorMessage: undefined, retryAfter: undefined };

describe("every error that the service documents", () => {
  /** @type {Record<number, [kind: string, mayBeQueued: boolean]>} */
  const expected = {
    400: ["bad_request", true],
    403: ["forbidden", false],
    404: ["not_found", false],
    409: ["conflict", false],
    500: ["server_error", true],
  };
  assert.deepEqual([...refusedDevices.values()].map(({ status }) => String(status)).sort(), Object.keys(expected));

  for (const [device, { status, errorCode, errorMessage }] of refusedDevices) {
    it(`${status}: ${errorMessage}`, async () => {
      const [kind, mayBeQueued] = expected[status] ?? [];
      const error = await failure({ request: { imei: [imei, device] } });
      assert.deepEqual(fields(error), {
        ...{ kind, status, errorCode, errorMessage, mayBeQueued },
        ...{ retryAfter: undefined, attempts: 1 },
      });
      assert.ok(error.message.includes(errorMessage));
    });
  }

  it("400 that says nothing of a queue", async () => {
    const error = await failure({ request: { accountNumber: "0000999999-00001" } });
    assert.deepEqual(fields(error), {
      ...{ kind: "bad_request", status: 400, errorCode: "INVALID_PARAMETER", mayBeQueued: false },
      ...{ errorMessage: "there is no account 0000999999-00001", retryAfter: undefined, attempts: 1 },
    });
  });

  it("401", async () => {
    const error = await failure({ options: { token: "expired" } });
    const { status, errorCode, errorMessage } = unauthorized;
    assert.deepEqual(fields(error), {
      ...{ kind: "unauthorized", status, errorCode, errorMessage },
      ...{ retryAfter: undefined, attempts: 1, mayBeQueued: false },
    });
  });
});

describe("every error on the way", () => {
  /** @type {{ name: string, faults: Fault[], options?: SubmitOptions, expected: object }[]} */
  const cases = [
    {
      name: "429 with a wait that is too long",
      faults: [{ kind: "too_many_requests", retryAfter: 61 }],
      options: { retry: 2 },
      expected: {
        ...{ kind: "rate_limited", status: 429, errorCode: "900800", retryAfter: 61_000 },
        ...{ attempts: 1, mayBeQueued: false },
      },
    },
    {
      name: "429 again and again",
      faults: Array(3).fill({ kind: "too_many_requests", retryAfter: 0 }),
      options: { retry: 2 },
      expected: { kind: "rate_limited", retryAfter: 0, attempts: 3, mayBeQueued: false },
    },
    {
      name: "503 without Retry-After",
      faults: [{ kind: "unavailable" }],
      options: { retry: 2 },
      expected: { kind: "server_error", status: 503, retryAfter: undefined, attempts: 1, mayBeQueued: true },
    },
    {
      name: "a proxy's page",
      faults: [{ kind: "html_502" }],
      expected: { kind: "server_error", status: 502, errorCode: undefined, mayBeQueued: true },
    },
    {
      name: "a redirect",
      faults: [{ kind: "redirect", to: "http://127.0.0.1:9/elsewhere" }],
      expected: { kind: "unexpected_status", status: 307, attempts: 1, mayBeQueued: true },
    },
    {
      name: "a status of no kind",
      faults: [{ kind: "reply", status: 418, body: "short and stout" }],
      expected: { kind: "unexpected_status", status: 418, errorMessage: "short and stout", mayBeQueued: false },
    },
    {
      name: "a connection that breaks before the reply",
      faults: [{ kind: "drop", after: "request" }],
      expected: { ...none, kind: "network", status: undefined, attempts: 1, mayBeQueued: true },
    },
    {
      name: "a connection that breaks after the headers",
      faults: [{ kind: "drop", after: "headers" }],
      expected: { ...none, kind: "network", attempts: 1, mayBeQueued: true },
    },
    {
      name: "half a reply",
      faults: [{ kind: "truncate" }],
      expected: { ...none, kind: "network", attempts: 1, mayBeQueued: true },
    },
    {
      name: "no reply in time",
      faults: [{ kind: "silence" }],
      options: { timeout: 2_000 },
      expected: { ...none, kind: "timeout", status: undefined, attempts: 1, mayBeQueued: true },
    },
    {
      name: "a reply that comes too late, again",
      faults: Array(2).fill({ kind: "delay", ms: 60_000 }),
      options: { timeout: 2_000, retry: { limit: 1, resend: true } },
      expected: { ...none, kind: "timeout", attempts: 2, mayBeQueued: true },
    },
    {
      name: "200 without a receipt",
      faults: [{ kind: "reply", status: 200, body: "<html>Welcome</html>" }],
      expected: { kind: "invalid_response", status: 200, attempts: 1, mayBeQueued: true },
    },
    {
      name: "200 with half the JSON of a receipt",
      faults: [{ kind: "reply", status: 200, body: '{"txid":"c9a1' }],
      expected: { kind: "invalid_response", status: 200, mayBeQueued: true },
    },
  ];
  for (const { name, faults, options, expected } of cases) {
    it(name, async () => {
      const error = await failure({ faults, options });
      const found = { ...fields(error) };
      assert.deepEqual(
        Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(found, key)])),
        expected,
      );
      assert.equal(sandbox.received.length, error.attempts);
      if (error.kind === "network") assert.ok(error.cause instanceof Error);
    });
  }

  it("nobody there", async () => {
    const error = await failure({ options: { baseUrl: "http://127.0.0.1:9" } });
    assert.deepEqual(fields(error), { ...none, kind: "network", status: undefined, attempts: 1, mayBeQueued: true });
  });
});

describe("every error before the way", () => {
  it("a request with issues", async () => {
    const error = await failure({ request: { imei: ["1"], startDate: "banana" } });
    assert.deepEqual(fields(error), { ...none, kind: "invalid", status: undefined, attempts: 0, mayBeQueued: false });
    assert.deepEqual(
      error.issues?.map(({ path }) => path),
      [["startDate"], ["imei", 0]],
    );
    assert.equal(error.issueCount, 2);
    assert.equal(sandbox.received.length, 0);
  });

  it("a token with a line break in it", async () => {
    for (const name of /** @type {const} */ (["token", "bearer"])) {
      const secret = "first-half\r\nX-Injected: second-half";
      const error = await failure({ options: { [name]: secret } });
      assert.equal(error.kind, "invalid");
      assert.deepEqual(
        error.issues?.map(({ code, path }) => ({ code, path })),
        [{ code: "characters", path: ["options", name] }],
      );
      const whole = JSON.stringify(error) + error.message + error.stack;
      for (const part of secret.split(/\r\n/)) assert.ok(!whole.includes(part));
      assert.equal(sandbox.received.length, 0);
    }
  });

  it("a token provider that throws", async () => {
    const cause = new Error("the vault is closed");
    const error = await failure({ options: { token: () => Promise.reject(cause) } });
    assert.deepEqual(fields(error), { ...none, kind: "token", status: undefined, attempts: 0, mayBeQueued: false });
    assert.equal(error.cause, cause);
    assert.equal(sandbox.received.length, 0);
  });
});

describe("what goes well in the end", () => {
  it("after 429 and 503 with Retry-After, and after a token that had expired", async () => {
    sandbox.failNext({ kind: "too_many_requests", retryAfter: 0 }, { kind: "unavailable", retryAfter: 0 });
    /** @type {(string | undefined)[]} */
    const reasons = [];
    const { status } = await api.submitAggregate(request, {
      baseUrl: sandbox.baseUrl,
      token: ({ rejected }) => (rejected ? m2mToken : "expired"),
      retry: 3,
      onAttempt: ({ reason }) => reasons.push(reason),
    });
    assert.equal(status, "QUEUED");
    assert.deepEqual(reasons, [undefined, "rate_limited", "server_error", "unauthorized"]);
  });
});
