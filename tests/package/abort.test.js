import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";
import { farSide, receipt, rejection, silence } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { reasonOf } from "./fixtures/rejections.js";
import { request } from "./fixtures/requests.js";

/** @import { SubmitOptions } from "../../pkg-template/index.js" */

const { api } = await installPackage();

/**
 * Submits, aborts when `moment` comes, and asserts that the signal's own reason comes back and nothing is left behind.
 *
 * @param {SubmitOptions} options
 * @param {Promise<unknown>} moment
 */
async function abortAt(moment, options) {
  const controller = new AbortController();
  const submission = api.submitAggregate(request, { token: "token", signal: controller.signal, ...options });
  await moment;
  const reason = { this: "very object" };
  controller.abort(reason);
  assert.equal(await reasonOf(submission), reason);
  assert.deepEqual(getEventListeners(controller.signal, "abort"), []);
}

/** A promise, and the function that resolves it. */
function signal() {
  /** @type {() => void} */
  let come = () => {};
  const moment = new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
    come = resolve;
  });
  return { moment, come };
}

describe("aborting rejects with the signal's reason, and nothing more is sent", () => {
  it("before the submission", async () => {
    const { fetch, sent } = farSide(receipt);
    let asked = 0;
    const token = () => `token-${++asked}`;
    for (const reason of [new Error("reason"), "text", 0, null, { any: "thing" }]) {
      const options = { fetch, signal: AbortSignal.abort(reason) };
      assert.equal(await reasonOf(api.submitAggregate(request, { ...options, token: "token" })), reason);
      assert.equal(await reasonOf(api.submitAggregate(request, { ...options, token })), reason);
    }
    const plain = await reasonOf(api.submitAggregate(request, { token, fetch, signal: AbortSignal.abort() }));
    assert.ok(plain instanceof DOMException && plain.name === "AbortError");
    await setImmediate();
    assert.deepEqual([sent.length, asked], [0, 0]);
  });

  it("while a token is awaited", async () => {
    const { fetch, sent } = farSide(receipt);
    const { moment, come } = signal();
    const token = () => {
      come();
      return new Promise((/** @type {(token: string) => void} */ resolve) => setTimeout(resolve, 20, "late"));
    };
    await abortAt(moment, { token, fetch });
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.equal(sent.length, 0);
  });

  it("during the request, which is aborted too", async () => {
    const { moment, come } = signal();
    const { fetch, sent } = farSide((request) => {
      come();
      return silence(request);
    });
    await abortAt(moment, { fetch });
    assert.ok(sent[0].signal.aborted);
    assert.equal(sent.length, 1);
  });

  it("during a request that does not heed the signal", async () => {
    const { moment, come } = signal();
    const { fetch, sent } = farSide(() => {
      come();
      return new Promise(() => {});
    });
    await abortAt(moment, { fetch, retry: { resend: true } });
    await setImmediate();
    assert.equal(sent.length, 1);
  });

  it("during the body", async () => {
    const { moment, come } = signal();
    const source = {
      pull(/** @type {ReadableStreamDefaultController} */ stream) {
        stream.enqueue(new TextEncoder().encode('{"txid":'));
        come();
        return /** @type {Promise<void>} */ (new Promise(() => {}));
      },
    };
    const body = new ReadableStream(source, { highWaterMark: 0 });
    const { fetch, sent } = farSide(() => new Response(body));
    await abortAt(moment, { fetch });
    assert.ok(sent[0].signal.aborted);
    assert.equal(sent.length, 1);
  });

  it("during the wait before a retry", async () => {
    const { moment, come } = signal();
    const { fetch, sent } = farSide(rejection(429, { "retry-after": "50" }));
    const onAttempt = (/** @type {{ attempt: number }} */ { attempt }) => attempt === 2 && setTimeout(come);
    await abortAt(moment, { fetch, onAttempt });
    await setImmediate();
    assert.equal(sent.length, 1);
  });

  it("from within onAttempt", async () => {
    const { fetch, sent } = farSide(rejection(429));
    const controller = new AbortController();
    const onAttempt = (/** @type {{ attempt: number }} */ { attempt }) => attempt === 2 && controller.abort("enough");
    const options = { token: "token", fetch, onAttempt, signal: controller.signal };
    assert.equal(await reasonOf(api.submitAggregate(request, options)), "enough");
    assert.equal(sent.length, 1);
  });
});

it("aborting afterwards changes nothing, and no listener is left on the signal", async () => {
  const controller = new AbortController();
  const { fetch } = farSide(rejection(429, { "retry-after": "0" }), receipt);
  const { status } = await api.submitAggregate(request, { token: "token", fetch, signal: controller.signal });
  assert.equal(status, "QUEUED");
  assert.deepEqual(getEventListeners(controller.signal, "abort"), []);
  controller.abort();
});

it("a fetch that aborts the caller's own signal when it times out does no harm", async () => {
  const controller = new AbortController();
  const { fetch } = farSide(({ signal }) => {
    signal.addEventListener("abort", () => controller.abort("mine"));
    return new Promise(() => {});
  });
  const options = { token: "token", fetch, timeout: 5, signal: controller.signal };
  const reason = await reasonOf(api.submitAggregate(request, options));
  assert.ok(reason === "mine" || (api.isAggregateReportError(reason) && reason.kind === "timeout"), String(reason));
});
