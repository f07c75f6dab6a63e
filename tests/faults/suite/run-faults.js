import { fields, imeis, token } from "../../runtimes/suite/requests.js";

/** @import { Task } from "../server/fault-server.js" */

/** @typedef {typeof import("../../../pkg-template/index.js")} Api */

/**
 * What a runtime made of a fault.
 *
 * @typedef {object} Met
 * @property {string} kind of the error, or `receipt`, or words for what neither is
 * @property {string} [txid]
 * @property {number} [status]
 * @property {number} [attempts]
 * @property {boolean} [mayBeQueued]
 * @property {number} [retryAfter]
 * @property {string} [message]
 */

/** @typedef {{ name: string, mode: string, base: string, met: Met, next: Met, took: number }} Result `took` ms */

/** Of what only a timeout ends. In ms. */
const SHORT = 1_500;

/** Of all else, so that no slow machine ends it. In ms. */
const LONG = 25_000;

/** No call takes so long, in ms: three attempts, and two waits of a second. */
const HANGS = 90_000;

const secrets = { token, bearer: token };

/** As many connections as a browser keeps to one server, but one. */
const AT_A_TIME = 5;

/**
 * Meets every fault of a server, and makes a good call after each. No test framework and nothing of Node here: this runs
 * in each runtime as it is.
 *
 * @param {string} origin
 * @param {Api} api
 * @returns {Promise<Result[]>}
 */
export async function runFaults(origin, api) {
  /** @type {Task[]} */
  const tasks = await (await fetch(`${origin}/tasks`)).json();
  const [alone, together] = [tasks.filter((task) => task.alone), tasks.filter((task) => !task.alone)];
  // What is waited for longest comes first, so that the rest goes on meanwhile.
  together.sort((left, right) => Number(right.endless) - Number(left.endless));
  /** @type {Result[]} */
  const results = [];
  /** @param {Task[]} queue */
  const work = async (queue) => {
    for (let task = queue.shift(); task; task = queue.shift()) results.push(await meet(origin, api, task));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, () => work(together)));
  await work(alone);
  return results;
}

/**
 * @param {string} origin
 * @param {Api} api
 * @param {Task} task
 * @returns {Promise<Result>}
 */
async function meet(origin, api, task) {
  const request = { ...fields, imei: task.large ? imeis(10_000) : imeis(1) };
  const retry = task.mode === "resend" ? { resend: true, limit: 1 } : undefined;
  let timeout = task.endless ? SHORT : LONG;
  for (let tries = 1; ; tries += 1) {
    const base = `${task.base}/${tries}`;
    const begun = performance.now();
    const met = await outcome(api, api.submitAggregate(request, { ...secrets, timeout, baseUrl: base, retry }));
    const took = performance.now() - begun;
    const good = { ...secrets, timeout: LONG, baseUrl: `${origin}/good/${task.next}`, retry: 0 };
    const next = await outcome(api, api.submitAggregate(request, good));
    // A slow machine may need longer than the short time to send the request.
    if (timeout === LONG || (await cameTo(base)) >= (met.attempts ?? 1)) {
      return { name: task.name, mode: task.mode, base, met, next, took };
    }
    timeout = Math.min(LONG, 4 * timeout);
  }
}

/** How many requests came to the server. @param {string} base @returns {Promise<number>} */
async function cameTo(base) {
  return (await fetch(base.replace("/fault/", "/came/"))).json();
}

/**
 * @param {Api} api
 * @param {Promise<{ txid: string }>} submission
 * @returns {Promise<Met>}
 */
async function outcome(api, submission) {
  try {
    return { kind: "receipt", txid: (await inTime(submission)).txid };
  } catch (error) {
    if (!api.isAggregateReportError(error)) return { kind: `throws ${error}` };
    const { kind, status, attempts, mayBeQueued, retryAfter, message, cause } = error;
    return { kind, status, attempts, mayBeQueued, retryAfter, message: `${message} ${describe(cause)}` };
  }
}

/** @param {unknown} cause */
function describe(cause) {
  return cause instanceof Error ? `Cause: ${cause}: ${cause.cause}` : "";
}

/**
 * @template T
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
async function inTime(work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;
  const late = new Promise((_, reject) => {
    alarm = setTimeout(() => reject(new Error(`a call that hangs for ${HANGS} ms`)), HANGS);
  });
  return /** @type {Promise<T>} */ (Promise.race([work, late]).finally(() => clearTimeout(alarm)));
}
