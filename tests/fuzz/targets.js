import assert from "node:assert/strict";
import { isNativeError } from "node:util/types";
import { trap } from "../package/fixtures/hostile-values.js";
import { request } from "../package/fixtures/requests.js";

/**
 * @import * as Package from "../../pkg-template/index.js"
 * @import * as GatewayEntry from "../../pkg-template/gateway.js"
 *
 * What is fuzzed. It gets two values and a name, and rejects only if the package does what it must not.
 * @typedef {(one: unknown, other: unknown, name: string) => Promise<void>} Target
 */

const receipt = () => Response.json({ txid: "t-1", status: "QUEUED" });

/** Options that send a good request. No attempt is tried again, for the sake of time. */
const sending = { token: "token", timeout: 2, retry: 0, fetch: async () => receipt() };

/** A fleet may be endless; so many parts tell enough. */
const MOST_PARTS = 2;

/**
 * @param {typeof Package} api
 * @returns {Record<string, Target>}
 */
export function exportsOf(api) {
  const submit = /** @type {(request: unknown, options?: unknown) => Promise<unknown>} */ (api.submitAggregate);
  const validate = /** @type {(request: unknown, options?: unknown) => Promise<unknown>} */ (api.validateAggregate);

  /** @param {() => Promise<unknown>} call */
  async function settles(call) {
    try {
      return await call();
    } catch (reason) {
      assert.ok(api.isAggregateReportError(reason) || isOfTheInput(reason), `it rejects with ${shown(reason)}`);
      JSON.stringify(api.isAggregateReportError(reason) ? reason : null);
      return undefined;
    }
  }

  /** @param {() => Promise<unknown>} call */
  async function submits(call) {
    const outcome = await settles(call);
    if (outcome !== undefined) assert.deepEqual(Object.keys(/** @type {object} */ (outcome)), ["txid", "status"]);
  }

  /** @param {() => AsyncGenerator<unknown>} start */
  const runs = (start) =>
    settles(async () => {
      let parts = 0;
      for await (const _ of start()) if (++parts === MOST_PARTS) break;
    });

  return {
    "a request": (one) => submits(() => submit(one, sending)),
    "a field": (one, _, name) => submits(() => submit({ ...request, [name]: one }, sending)),
    "an entry of imei": (one, other) =>
      submits(() => submit({ ...request, imei: [one, request.imei, other] }, sending)),
    options: (one) => submits(() => submit(request, one)),
    "an option": (one, _, name) => submits(() => submit(request, { ...sending, [name]: one })),
    "a rule of retry": (one, other) =>
      submits(() => submit(request, { ...sending, retry: { limit: one, maxRetryAfter: other, resend: one } })),
    "both at once": (one, other) => submits(() => submit(one, other)),
    "what a token function gives": (one) =>
      submits(() => submit(request, { ...sending, token: () => one, bearer: async () => one })),
    "what fetch gives": (one) => submits(() => submit(request, { ...sending, fetch: () => one })),
    "what fetch throws": (one) => submits(() => submit(request, { ...sending, fetch: () => Promise.reject(one) })),
    "a part of a response": (one, other, name) =>
      submits(() =>
        submit(request, {
          ...sending,
          fetch: () => ({
            status: other === true ? 429 : 200,
            headers: new Headers(),
            body: receipt().body,
            [name]: one,
          }),
        }),
      ),
    "what a body reads": (one) =>
      submits(() => {
        const reader = { read: async () => ({ done: false, value: one }) };
        const response = { status: 200, headers: new Headers(), body: { getReader: () => reader } };
        return submit(request, { ...sending, fetch: async () => response });
      }),
    "JSON of a reply": (one, _, name) =>
      submits(() => {
        const status = name.length % 2 ? 400 : 200;
        const reply = () => new Response(jsonOf({ [name]: one, errorCode: "INVALID_PARAMETER" }), { status });
        return submit(request, { ...sending, baseUrl: "https://gateway.example", fetch: async () => reply() });
      }),
    "a polluted Object.prototype": async (one, other, name) => {
      const reply = receipt();
      await polluted(name, one, async () => {
        const sent = await settles(() => submit(request, { ...sending, fetch: async () => reply }));
        // A value there is no field and no option: nothing changes.
        assert.deepEqual(sent && { ...sent }, { txid: "t-1", status: "QUEUED" });
        await settles(() => validate({ imei: other }));
      });
    },
    validateAggregate: async (one, other) => {
      const found = /** @type {Package.AggregateValidation | undefined} */ (await settles(() => validate(one, other)));
      if (found) assert.ok(found.issues.length <= found.issueCount && found.issues.length <= 10_000);
    },
    aggregateRequestSchema: async (one) => {
      await settles(async () => api.aggregateRequestSchema["~standard"].validate(one));
    },
    planFleet: async (one, other, name) => {
      await runs(() => api.planFleet(/** @type {never} */ (one), /** @type {never} */ (other)));
      await runs(() => api.planFleet(/** @type {never} */ ({ ...request, imei: one, [name]: other })));
    },
    submitFleet: async (one, other, name) => {
      await runs(() => api.submitFleet(/** @type {never} */ (one), /** @type {never} */ (other)));
      const options = { ...sending, [name]: other };
      await runs(() =>
        api.submitFleet(/** @type {never} */ ({ ...request, imei: one }), /** @type {never} */ (options)),
      );
    },
    isAggregateReportError: async (one) => {
      assert.equal(api.isAggregateReportError(one), false);
    },
  };
}

/**
 * @param {typeof GatewayEntry} entry
 * @param {GatewayEntry.Inbox} [inbox]
 * @returns {Record<string, Target>}
 */
export function gatewayOf(entry, inbox = entry.memoryInbox()) {
  const gateway = entry.createGateway({
    authorize: () => ({ id: "ann", accounts: "all" }),
    tokens: { token: "token", bearer: "bearer" },
    inbox,
    callbacks: { secret: "s".repeat(32) },
    fetch: async () => receipt(),
    log: () => {},
  });

  /** @param {string} path @param {RequestInit} init */
  async function answers(path, init) {
    const response = await gateway.fetch(new Request(`https://worker.example/api${path}`, init));
    assert.ok(response.status >= 200 && response.status < 600 && response.status !== 500, String(response.status));
    await response.body?.cancel();
  }

  const json = { "content-type": "application/json" };

  /** @param {() => unknown} call refuses with a `TypeError`, or throws what the input throws */
  const refuses = async (call) => {
    try {
      await call();
    } catch (reason) {
      assert.ok(isOfTheInput(reason) || isPlainError(reason), `it throws ${shown(reason)}`);
    }
  };

  return {
    "a submission to a gateway": (one, other, name) =>
      answers("/report/async/aggregate", {
        method: "POST",
        headers: { ...json, "idempotency-key": `"${header(other)}"` },
        body: jsonOf({ ...request, [name]: one }),
      }),
    "a callback": (one, other, name) => {
      const entry = { imei: other, bytesTransferred: one, [name]: one };
      const body = jsonOf({ txid: "t-1", usage: [entry, other], errors: one, fault: other, [name]: one });
      return answers(`/callbacks/${"s".repeat(32)}`, { method: "POST", body });
    },
    "a report": (one, other, name) =>
      answers(`/reports/t-1?${new URLSearchParams({ limit: word(one), after: word(other), [name]: word(one) })}`, {
        headers: { accept: header(other), "last-event-id": header(one) },
      }),
    "any path": (one, other, name) =>
      answers(`/${encodeURIComponent(word(one))}/${name}`, { method: "POST", headers: json, body: jsonOf(other) }),
    "several reports": (one, other) =>
      answers("/reports/read-together", {
        method: "POST",
        headers: { ...json, accept: header(other) },
        body: jsonOf({ txids: ["t-1", one, other] }),
      }),
    "a gateway's options": (one, other, name) =>
      refuses(() => entry.createGateway(/** @type {never} */ ({ authorize: one, inbox, [name]: other }))),
    "a gateway's submit": async (one, other, name) => {
      await refuses(() => gateway.submit(/** @type {never} */ (one), /** @type {never} */ (other)));
      const options = { caller: "ann", [name]: other };
      await refuses(() => gateway.submit(/** @type {never} */ ({ ...request, [name]: one }), options));
    },
    createTokens: (one, other, name) =>
      refuses(() => entry.createTokens(/** @type {never} */ ({ key: "k", secret: one, [name]: other }))),
    "an inbox": async (one, other) => {
      await refuses(() => inbox.open(/** @type {never} */ (few(one)), /** @type {never} */ (few(other))));
      await refuses(() => inbox.record({ txid: "t-2", imeis: [], body: word(one) }));
      await refuses(() => inbox.read(/** @type {never} */ (one), { limit: /** @type {never} */ (other) }));
      await refuses(() => inbox.claim({ caller: word(one), key: word(other), fingerprint: word(one) }));
      await refuses(() => inbox.list({ accounts: [word(one)], before: word(other), limit: 10 }));
      await refuses(() => inbox.told(word(one)));
    },
  };
}

/**
 * What this process throws itself when something of the input is touched: it must pass through.
 *
 * @param {unknown} reason
 */
function isOfTheInput(reason) {
  if (reason === trap) return true;
  return (
    isNativeError(reason) &&
    reason.name === "TypeError" &&
    /proxy|revoked|detached|Class constructor|Symbol|BigInt|circular/i.test(reason.message)
  );
}

/** Any error but a trap. @param {unknown} reason */
function isPlainError(reason) {
  return isNativeError(reason) && !(reason instanceof WebAssembly.RuntimeError) && !/core failed/.test(reason.message);
}

/** To write a sparse list of four thousand millions as JSON only takes its time. @param {unknown} value */
function few(value) {
  try {
    const length = typeof value === "object" ? Object(value).length : 0;
    return typeof length === "number" && length > 10_000 ? [] : value;
  } catch {
    return value;
  }
}

/** @param {unknown} reason */
function shown(reason) {
  try {
    return reason instanceof Error ? reason.stack : String(reason);
  } catch {
    return "what cannot be shown";
  }
}

/** @param {unknown} value */
function jsonOf(value) {
  try {
    return JSON.stringify(value, (_, part) => few(part)) ?? "";
  } catch {
    return "{";
  }
}

/** @param {unknown} value */
const word = (value) =>
  (typeof value === "string" ? value : jsonOf(value)).replace(/\p{Surrogate}/gu, "?").slice(0, 2000);

/** @param {unknown} value */
const header = (value) => word(value).replace(/[^ -~]/g, "");

/**
 * @param {string} name
 * @param {unknown} value
 * @param {() => Promise<void>} run
 */
async function polluted(name, value, run) {
  if (name in Object.prototype || name === "get" || name === "value") return;
  Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  try {
    await run();
  } finally {
    Reflect.deleteProperty(Object.prototype, name);
  }
}
