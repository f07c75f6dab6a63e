import { isAggregateReportError, submitAggregate, submitFleet } from "../../index.js";

/**
 * @import { Attempt, AggregateReceipt, AggregateRequest } from "../../index.js"
 * @import { UsageRequestFields } from "../../elements.js"
 */

/** What the service takes in one request. */
export const MOST_DEVICES = 10_000;

/** Also for a gateway at another origin: browsers repeat a POST by themselves, and it is to queue one report. */
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
 * Sends a request, in parts when it has more devices than the service takes at once. What became of each is in the
 * outcome; when the reader has cancelled, with the signal's reason as the error.
 *
 * @param {UsageRequestFields} request
 * @param {How} how
 * @returns {Promise<Outcome>}
 * @throws what is neither: the package cannot be used here
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
 * @returns {Promise<Outcome>}
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
      onAttempt(attempt) {
        begin = performance.now() + attempt.delay;
        hadServerError ||= attempt.reason === "server_error";
        onAttempt({ part: 0, ...attempt });
      },
    });
    onQueued({ receipt, devices });
    return { queued: [{ receipt, devices }], failed: [] };
  } catch (error) {
    if (signal.aborted) {
      const isUnderWay = performance.now() >= begin;
      return { queued: [], failed: [{ error, devices, mayBeQueued: isUnderWay || hadServerError }] };
    }
    if (!isAggregateReportError(error)) throw error;
    return { queued: [], failed: [{ error, devices, mayBeQueued: error.mayBeQueued }] };
  }
}

/**
 * @param {UsageRequestFields & { imei: readonly string[] }} request
 * @param {How} how
 * @returns {Promise<Outcome>}
 */
async function sendFleet(request, { baseUrl, checkDigit, signal, onAttempt, onQueued }) {
  /** @type {Outcome} */
  const outcome = { queued: [], failed: [] };
  /** @type {Set<number>} */
  const done = new Set();
  try {
    for await (const part of submitFleet(request, { baseUrl, checkDigit, signal, idempotencyKey, onAttempt })) {
      done.add(part.part);
      if (part.outcome === "queued") {
        outcome.queued.push(part);
        onQueued(part);
      } else {
        outcome.failed.push({ ...part, mayBeQueued: part.outcome === "unsure" });
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    const devices = restOf(request.imei, done);
    if (devices.length > 0) outcome.failed.push({ error, devices, mayBeQueued: false });
  }
  return outcome;
}

/**
 * The devices of the parts that never came out, so were not sent.
 *
 * @param {readonly string[]} imei
 * @param {ReadonlySet<number>} done
 */
function restOf(imei, done) {
  return imei.filter((_, index) => !done.has(Math.floor(index / MOST_DEVICES)));
}
