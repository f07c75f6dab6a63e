import * as core from "../core.js";
import { AggregateReportError, isFailure } from "../error.js";

/** @import { FleetOptions, FleetRequest } from "../index.js" */

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

/** @returns {Record<string, unknown>} without what other code may have put on `Object.prototype` */
const empty = () => Object.create(null);

/** @param {string} kind @param {string} text @param {readonly unknown[]} values */
function valueRead(kind, text, values) {
  if (kind === "a string" || kind === "a Date") return text;
  if (kind === "a boolean") return text === "true";
  return text === "" ? undefined : values[Number(text)];
}
