import { isAggregateReportError, submitAggregate, submitFleet } from "../../index.js";
import { nextTask } from "../slices.js";

/**
 * @import { Attempt, AggregateReceipt, AggregateRequest } from "../../index.js"
 * @import { UsageRequestFields } from "../../elements.js"
 */

/** How many devices the service accepts in one request. */
export const MOST_DEVICES = 10_000;

/** Even for a gateway at another origin: browsers may repeat a POST by themselves, and it must queue only one report. */
const idempotencyKey = true;

/** @typedef {string | readonly string[] | 0} Devices */
/** @typedef {{ receipt: AggregateReceipt, devices: Devices }} Queued */
/** @typedef {{ error: unknown, devices: Devices, mayBeQueued: boolean }} Failed */
/** @typedef {{ queued: Queued[], failed: Failed[] }} Outcome */

/**
 * @typedef {object} How
 * @property {string} baseUrl
 * @property {boolean} checkDigit
 * @property {AbortSignal} signal
 * @property {(attempt: Attempt & { part: number }) => void} onAttempt
 * @property {(queued: Queued) => void} onQueued
 */

/**
 * Sends a request, in parts if it has more devices than the service accepts at once.
 *
 * @param {UsageRequestFields} request
 * @param {How} how how to send, and what to call for each queued report
 * @returns {Promise<Failed[]>} what was not queued; if the user cancelled, with the signal's reason as the error
 * @throws anything else, if the package cannot be used here
 */
export function send(request, how) {
  const { imei } = request;
  return Array.isArray(imei) && imei.length > MOST_DEVICES
    ? sendFleet({ ...request, imei }, how)
    : sendOne(request, how);
}

/**
 * @param {AggregateRequest} request
 * @param {How} how
 * @returns {Promise<Failed[]>}
 */
async function sendOne(request, { baseUrl, checkDigit, signal, onAttempt, onQueued }) {
  const devices = request.imei;
  let begin = 0;
  let hadServerError = false;
  try {
    const receipt = await submitAggregate(request, {
      baseUrl,
      checkDigit,
      signal,
      idempotencyKey,
      fetch: fetchNext,
      onAttempt(attempt) {
        begin = performance.now() + attempt.delay;
        hadServerError ||= attempt.reason === "server_error";
        onAttempt({ part: 0, ...attempt });
      },
    });
    onQueued({ receipt, devices });
    return [];
  } catch (error) {
    if (signal.aborted) return [{ error, devices, mayBeQueued: hadServerError || performance.now() >= begin }];
    if (!isAggregateReportError(error)) throw error;
    return [{ error, devices, mayBeQueued: error.mayBeQueued }];
  }
}

/**
 * @param {UsageRequestFields & { imei: readonly string[] }} request
 * @param {How} how
 * @returns {Promise<Failed[]>}
 */
async function sendFleet(request, { baseUrl, checkDigit, signal, onAttempt, onQueued }) {
  /** @type {Failed[]} */
  const failed = [];
  /** @type {Set<number>} */
  const done = new Set();
  try {
    const options = { baseUrl, checkDigit, signal, idempotencyKey, onAttempt, fetch: fetchNext };
    for await (const part of submitFleet(request, options)) {
      done.add(part.part);
      if (part.outcome === "queued") onQueued(part);
      else failed.push({ ...part, mayBeQueued: part.outcome === "unsure" });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    const devices = restOf(request.imei, done);
    if (devices.length > 0) failed.push({ error, devices, mayBeQueued: false });
  }
  return failed;
}

/**
 * Sends in a separate task, because checking and encoding thousands of devices already fills one. Cookies also go to a
 * gateway at another origin, which may recognise its users by them.
 *
 * @param {RequestInfo | URL} input
 * @param {RequestInit} [init]
 */
async function fetchNext(input, init) {
  await nextTask();
  return fetch(input, { ...init, credentials: "include" });
}

/**
 * The devices of the parts that were never yielded, and so were not sent.
 *
 * @param {readonly string[]} imei
 * @param {ReadonlySet<number>} done
 */
function restOf(imei, done) {
  return imei.filter((_, index) => !done.has(Math.floor(index / MOST_DEVICES)));
}
