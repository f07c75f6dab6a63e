import * as core from "../core.js";
import { AggregateReportError, isFailure } from "../error.js";

/** @import { FleetOptions, FleetRequest } from "../index.js" */

/** Characters of a fleet's key: `-` and the number of any part fit into the 255 of a part's. */
const LONGEST_KEY = 240;

/**
 * A fleet's request and options, checked as far as possible without the devices. Each property is read once, so that
 * all parts are the same.
 *
 * @typedef {object} Fleet
 * @property {object} request of each part, without its devices
 * @property {Iterable<string> | AsyncIterable<string>} devices
 * @property {Pick<FleetOptions, "idempotencyKey" | "onAttempt" | "signal">} options of each submission
 * @property {FleetOptions["onProgress"]} onProgress
 * @property {number} concurrency
 * @property {number} devicesPerRequest
 */

/**
 * @param {FleetRequest} request
 * @param {FleetOptions} [options]
 * @returns {Fleet}
 * @throws {AggregateReportError} of kind `invalid`
 */
export function readFleet(request, options) {
  const outcome = core.readFleet(request, options);
  if (isFailure(outcome)) throw new AggregateReportError(outcome);
  const { words, values, concurrency, devicesPerRequest } = outcome;
  const read = { request: empty(), options: empty(), retry: empty(), fleet: empty() };
  // Four words for each value, as src/exports/exports.js writes them; the last word is followed by an empty one.
  const list = words.split("\0");
  for (let at = 0; at + 4 < list.length; at += 4) {
    const [of, name, kind, text] = list.slice(at, at + 4);
    read[/** @type {keyof read} */ (of)][name] = valueRead(kind, text, values);
  }
  read.options.retry ??= read.retry;
  checkKey(read.options.idempotencyKey);
  const { imei, ...common } = read.request;
  return {
    request: common,
    devices: /** @type {Fleet["devices"]} */ (imei),
    options: read.options,
    onProgress: /** @type {Fleet["onProgress"]} */ (read.fleet.onProgress),
    concurrency,
    devicesPerRequest,
  };
}

/** @param {unknown} key one that a single request may have */
function checkKey(key) {
  if (typeof key !== "string" || key.length <= LONGEST_KEY) return;
  const message = `idempotencyKey must have at most ${LONGEST_KEY} characters for a fleet, because the number of each part is appended to it`;
  throw new AggregateReportError({
    kind: "invalid",
    message: `The request was not sent: ${message}.`,
    issues: [{ code: "option", path: ["options", "idempotencyKey"], message }],
    issueCount: 1,
    attempts: 0,
    mayBeQueued: false,
  });
}

/** @returns {Record<string, unknown>} without what other code may have put on `Object.prototype` */
const empty = () => Object.create(null);

/** @param {string} kind @param {string} text @param {readonly unknown[]} values */
function valueRead(kind, text, values) {
  if (kind === "a string" || kind === "a Date") return text;
  if (kind === "a boolean") return text === "true";
  return text === "" ? undefined : values[Number(text)];
}
