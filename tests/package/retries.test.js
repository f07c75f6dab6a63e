import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";
import { setImmediate } from "node:timers/promises";
import { brokenNetwork, farSide, receipt, rejection, silence } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { errorOf } from "./fixtures/rejections.js";
import { request } from "./fixtures/requests.js";

/** @import { Attempt, RetryOptions, SubmitOptions, TokenNeed } from "../../pkg-template/index.js" */
/** @import { Sent } from "./fixtures/far-side.js" */

const { api } = await installPackage();

const now = Date.parse("2026-06-01T12:00:00Z");

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now });
});
mock.method(Math, "random", () => 0.5);

/**
 * Submits to a far side with these replies, and lets time pass, as long as it takes.
 *
 * @param {((sent: Sent) => unknown)[]} replies
 * @param {SubmitOptions} [options]
 */
async function submit(replies, options) {
  /** @type {Attempt[]} */
  const attempts = [];
  const { fetch, sent } = farSide(...replies);
  let settled = false;
  const submission = api
    .submitAggregate(request, { token: "token", fetch, onAttempt: (attempt) => attempts.push(attempt), ...options })
    .finally(() => {
      settled = true;
    });
  submission.catch(() => {});
  for (let turns = 0; turns < 200 && !settled; turns += 1) {
    await setImmediate();
    mock.timers.tick(1_000);
  }
  assert.ok(settled, "the submission hangs");
  return { submission, attempts, sent };
}

/** @param {...[number, Attempt["reason"]]} retries */
const announced = (...retries) => [
  { attempt: 1, delay: 0, reason: undefined },
  ...retries.map(([delay, reason], index) => ({ attempt: index + 2, delay, reason })),
];

describe("what was surely not processed is sent again", () => {
  it("after 429, twice, each time after a longer random wait", async () => {
    const { submission, attempts, sent } = await submit([rejection(429), rejection(429), receipt]);
    assert.deepEqual(await submission, { txid: "c9a1d5b0", status: "QUEUED" });
    assert.deepEqual(attempts, announced([150, "rate_limited"], [300, "rate_limited"]));
    assert.deepEqual(sent[1].body, sent[0].body);
    assert.deepEqual(sent[1].headers, sent[0].headers);
  });

  it("and after the last retry the error is returned", async () => {
    const { submission, sent } = await submit([rejection(429)]);
    const error = await errorOf(api, submission);
    assert.equal(sent.length, 3);
    assert.deepEqual([error.kind, error.attempts, error.mayBeQueued], ["rate_limited", 3, false]);
  });

  it("after the time that Retry-After asks for, in seconds or as a date", async () => {
    const date = { "retry-after": "Mon, 01 Jun 2026 12:01:00 GMT" };
    const { submission, attempts } = await submit([
      rejection(503, { "retry-after": "7" }),
      rejection(429, date),
      receipt,
    ]);
    await submission;
    assert.equal(attempts[1].delay, 7_000);
    // Some mocked seconds have passed meanwhile, and the wait ends at the date.
    assert.ok(attempts[2].delay > 40_000 && attempts[2].delay <= 53_000, String(attempts[2].delay));
    assert.deepEqual(
      attempts.map(({ reason }) => reason),
      [undefined, "server_error", "rate_limited"],
    );
  });

  it("but not when Retry-After asks for too long", async () => {
    for (const [status, seconds, retry] of /** @type {[number, number, RetryOptions | undefined][]} */ ([
      [429, 61, undefined],
      [503, 61, undefined],
      [429, 2, { maxRetryAfter: 1_999 }],
      [429, 1, { maxRetryAfter: 0 }],
      [503, 61, { resend: true }],
    ])) {
      const { submission, sent } = await submit([rejection(status, { "retry-after": String(seconds) })], { retry });
      const error = await errorOf(api, submission);
      assert.deepEqual([error.retryAfter, error.attempts, sent.length], [seconds * 1_000, 1, 1]);
    }
    const { submission } = await submit([rejection(429, { "retry-after": "2" }), receipt], {
      retry: { maxRetryAfter: 2_000 },
    });
    assert.equal((await submission).status, "QUEUED");
  });

  it("as often as limit says", async () => {
    for (const [retry, attempts] of /** @type {[SubmitOptions["retry"], number][]} */ ([
      [0, 1],
      [1, 2],
      [5, 6],
      [{ limit: 0 }, 1],
      [{ limit: 4 }, 5],
      [{}, 3],
      [undefined, 3],
    ])) {
      const { submission, sent } = await submit([rejection(429)], { retry });
      assert.equal((await errorOf(api, submission)).attempts, attempts);
      assert.equal(sent.length, attempts);
    }
  });
});

describe("after 401", () => {
  it("a token provider is asked once more", async () => {
    /** @type {TokenNeed[]} */
    const needs = [];
    const token = (/** @type {TokenNeed} */ need) => `token-${needs.push(need)}`;
    const { submission, attempts, sent } = await submit([rejection(401), receipt], { token });
    await submission;
    assert.deepEqual(needs, [
      { attempt: 1, rejected: false },
      { attempt: 2, rejected: true },
    ]);
    assert.deepEqual(
      sent.map(({ headers }) => headers["vz-m2m-token"]),
      ["token-1", "token-2"],
    );
    assert.deepEqual(attempts, announced([0, "unauthorized"]));
  });

  it("and no more than once, whatever comes between", async () => {
    const bearer = async () => "bearer";
    for (const replies of [[rejection(401)], [rejection(401), rejection(429), rejection(401)]]) {
      const { submission, sent } = await submit(replies, { bearer, retry: 10 });
      const error = await errorOf(api, submission);
      assert.deepEqual([error.kind, error.attempts], ["unauthorized", sent.length]);
      assert.equal(sent.length, replies.length === 1 ? 2 : 3);
    }
  });

  it("nothing is tried with tokens that stay the same, or without retries", async () => {
    for (const options of [
      { token: "token", bearer: "bearer" },
      { token: () => "token", retry: 0 },
    ]) {
      const { submission, sent } = await submit([rejection(401)], options);
      assert.equal((await errorOf(api, submission)).attempts, 1);
      assert.equal(sent.length, 1);
    }
  });

  it("a provider is told of the rejection only right after it", async () => {
    /** @type {boolean[]} */
    const rejected = [];
    const token = (/** @type {TokenNeed} */ need) => {
      rejected.push(need.rejected);
      return "token";
    };
    const { submission } = await submit([rejection(429), rejection(401), rejection(429), receipt], { token, retry: 3 });
    await submission;
    assert.deepEqual(rejected, [false, false, true, false]);
  });
});

const unsure = /** @type {const} */ ([
  ["a broken network", brokenNetwork, "network"],
  ["a timeout", silence, "timeout"],
  ["500", rejection(500), "server_error"],
  ["502", rejection(502), "server_error"],
  ["503", rejection(503), "server_error"],
  ["504", rejection(504), "server_error"],
]);
const final = /** @type {const} */ ([
  ["400", rejection(400), "bad_request"],
  ["403", rejection(403), "forbidden"],
  ["404", rejection(404), "not_found"],
  ["409", rejection(409), "conflict"],
  ["501", rejection(501), "server_error"],
  ["505", rejection(505), "server_error"],
  ["418", rejection(418), "unexpected_status"],
  ["a redirect", () => new Response(null, { status: 307, headers: { location: "/" } }), "unexpected_status"],
  ["200 without a receipt", () => new Response("OK"), "invalid_response"],
]);

describe("what may have been queued is sent again only on request", () => {
  for (const [name, reply, kind] of unsure) {
    it(`after ${name}`, async () => {
      const { submission, sent } = await submit([reply]);
      const error = await errorOf(api, submission);
      assert.deepEqual([error.kind, error.attempts, error.mayBeQueued, sent.length], [kind, 1, true, 1]);

      const resent = await submit([reply, receipt], { retry: { resend: true } });
      assert.equal((await resent.submission).status, "QUEUED");
      assert.deepEqual(resent.attempts, announced([150, kind]));
    });
  }

  for (const [name, reply, kind] of final) {
    it(`and after ${name} never`, async () => {
      const { submission, sent } = await submit([reply], { token: () => "token", retry: { resend: true, limit: 9 } });
      const error = await errorOf(api, submission);
      assert.deepEqual([error.kind, error.attempts, sent.length], [kind, 1, 1]);
    });
  }

  it("and the error remembers every attempt that may have been queued", async () => {
    const { submission } = await submit([rejection(500), rejection(404)], { retry: { resend: true } });
    const error = await errorOf(api, submission);
    assert.deepEqual([error.kind, error.attempts, error.mayBeQueued], ["not_found", 2, true]);
  });
});

it("what onAttempt does to its argument changes nothing", async () => {
  const later = rejection(429, { "retry-after": "1" });
  /** @type {boolean[]} */
  const changed = [];
  const meddle = (/** @type {Attempt} */ next) => {
    changed.push(Reflect.set(next, "delay", 3_600_000), Reflect.set(next, "part", 7));
  };
  const { submission } = await submit([later, receipt], { onAttempt: meddle });
  await submission;
  assert.deepEqual(changed, [false, false, false, false]);

  const { fetch, sent } = farSide(later, receipt);
  const fleet = api.submitFleet({ ...request, imei: [request.imei] }, { token: "token", fetch, onAttempt: meddle });
  const outcome = fleet.next();
  for (let turns = 0; turns < 20; turns += 1) {
    await setImmediate();
    mock.timers.tick(1_000);
  }
  assert.equal((await outcome).value?.outcome, "queued");
  assert.equal(sent.length, 2);
  assert.ok(changed.every((isChanged) => !isChanged));
});
