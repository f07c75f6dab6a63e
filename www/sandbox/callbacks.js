import { everyDevice, refusal, unreportableDevice } from "./known.js";
import { shuffled } from "./shuffle.js";

/** @import { ReportRequest } from "./request-body.js" */

/**
 * How callbacks come.
 *
 * @typedef {object} Delivery
 * @property {number} devicesPerCallback 1 as the service does it, or more
 * @property {number} repeated which part of them comes twice, from 0 to 1
 * @property {number} seed of the order they come in
 * @property {number} atOnce how many are under way at the same time
 * @property {number} patience milliseconds that a listener may take
 */

/** @type {Readonly<Delivery>} */
export const usualDelivery = Object.freeze({
  devicesPerCallback: 1,
  repeated: 0.1,
  seed: 1,
  atOnce: 8,
  patience: 10_000,
});

/** How often a callback is sent to a listener that does not take it. */
const TRIES = 3;

/**
 * Sends the callbacks of a report: all of its devices, in no order, and some of them twice.
 *
 * @param {URL} listener
 * @param {string} txid
 * @param {ReportRequest} request
 * @param {Delivery} delivery
 * @param {(line: string) => void} log
 */
export async function deliver(listener, txid, request, delivery, log) {
  const queue = callbacksOf(txid, request, delivery);
  const sender = async () => {
    for (let callback = queue.pop(); callback !== undefined; callback = queue.pop()) {
      await send(listener, callback, delivery.patience, log);
    }
  };
  await Promise.all(Array.from({ length: delivery.atOnce }, sender));
}

/**
 * @param {string} txid
 * @param {ReportRequest} request
 * @param {Delivery} delivery
 * @returns {string[]} the bodies
 */
export function callbacksOf(txid, { devices }, { devicesPerCallback, repeated, seed }) {
  const imeis = shuffled(devices.length === 0 ? everyDevice : devices, seed);
  const callbacks = [];
  for (let start = 0; start < imeis.length; start += devicesPerCallback) {
    callbacks.push(callbackBody(txid, imeis.slice(start, start + devicesPerCallback)));
  }
  const twice = callbacks.slice(0, Math.ceil(callbacks.length * repeated));
  return shuffled([...callbacks, ...twice], seed + 1);
}

/**
 * @param {string} txid
 * @param {readonly string[]} imeis
 */
function callbackBody(txid, imeis) {
  const usage = imeis.filter((imei) => imei !== unreportableDevice).map(usageOf);
  const errors = imeis.filter((imei) => imei === unreportableDevice).map(errorOf);
  return JSON.stringify({ txid, usage, errors });
}

/**
 * Made up, and the same each time; every seventh device has sent more than 2^31 bytes.
 *
 * @param {string} imei
 */
function usageOf(imei) {
  const number = Number(imei.slice(8, 14));
  return {
    imei,
    numberOfSessions: 1 + (number % 40),
    bytesTransferred: number * 1021 + (number % 7 === 0 ? 5_000_000_000 : 0),
  };
}

/** @param {string} imei */
function errorOf(imei) {
  const { status, errorCode, errorMessage } = refusal(404, "INVALID_PARAMETER", "Device inactive");
  return {
    imei,
    errorMessage,
    errorResponse: { errorCode, errorMessage, httpStatusCode: String(status), detailErrorMessage: errorMessage },
  };
}

/**
 * @param {URL} listener
 * @param {string} body
 * @param {number} patience
 * @param {(line: string) => void} log
 */
async function send(listener, body, patience, log) {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      const { ok, status } = await fetch(listener, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        signal: AbortSignal.timeout(patience),
      });
      if (ok) return;
      log(`The listener answered ${status} to a callback, try ${tries} of ${TRIES}.`);
    } catch (error) {
      log(
        `The listener could not be reached, try ${tries} of ${TRIES}: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}
