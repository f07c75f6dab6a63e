import { AggregateReportError } from "../error.js";

/**
 * @import * as Core from "../core.js"
 * @import { AggregateIssue, FleetOptions, FleetRequest, SubmitOptions } from "../index.js"
 */

const MOST_DEVICES = 10_000;
const MOST_AT_ONCE = 64;

/**
 * A fleet's request and options, read once, so that every part is the same, and checked as far as they can be without
 * the devices.
 *
 * @typedef {object} Fleet
 * @property {Iterable<string> | AsyncIterable<string>} devices
 * @property {number} devicesPerRequest
 * @property {number} concurrency
 * @property {FleetOptions["onAttempt"]} onAttempt
 * @property {FleetOptions["onProgress"]} onProgress
 * @property {SubmitOptions} options of each submission
 * @property {(devices: readonly string[]) => object} requestFor
 */

/**
 * @param {typeof Core} core
 * @param {FleetRequest} request
 * @param {FleetOptions} [given]
 * @returns {Fleet}
 * @throws {AggregateReportError} of kind `invalid`
 */
export function readFleet(core, request, given) {
  const { concurrency = 4, devicesPerRequest = MOST_DEVICES, onAttempt, onProgress, ...options } = given ?? {};
  const isObject = Object(request) === request;
  const fields = isObject ? fieldsOf(request) : undefined;
  const devices = isObject ? request.imei : undefined;

  const rest = core.validateAggregate(fields ? { ...fields, imei: 0 } : request, options);
  const issues = [
    ...(isObject && !isIterable(devices) ? [notIterable] : []),
    ...rangeIssues("concurrency", concurrency, MOST_AT_ONCE),
    ...rangeIssues("devicesPerRequest", devicesPerRequest, MOST_DEVICES),
    ...functionIssues("onAttempt", onAttempt),
    ...functionIssues("onProgress", onProgress),
    ...rest.issues,
  ];
  if (!isIterable(devices) || issues.length > 0) throw invalid(issues);
  const requestFor = (/** @type {readonly string[]} */ imei) => ({ ...fields, imei });
  return { devices, devicesPerRequest, concurrency, onAttempt, onProgress, options, requestFor };
}

/** Also those that a class instance has from its prototype. @param {FleetRequest} request */
function fieldsOf(request) {
  const { accountNumber, startDate, endDate, deviceGroup, dataPlan, noSessionFlag } = request;
  return { ...request, accountNumber, startDate, endDate, deviceGroup, dataPlan, noSessionFlag };
}

/**
 * A text is iterable, too, but one character is no device.
 *
 * @param {unknown} devices
 * @returns {devices is Iterable<string> | AsyncIterable<string>}
 */
function isIterable(devices) {
  return Object(devices) === devices && (Symbol.iterator in Object(devices) || Symbol.asyncIterator in Object(devices));
}

/** @type {AggregateIssue} */
const notIterable = {
  code: "type",
  path: ["imei"],
  message:
    "imei must be an array, or another iterable or async iterable of IMEIs (submitAggregate takes a single one, or 0)",
};

/**
 * @param {string} name
 * @param {unknown} value
 * @param {number} most
 * @returns {AggregateIssue[]}
 */
function rangeIssues(name, value, most) {
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most) return [];
  return [{ code: "option", path: ["options", name], message: `${name} must be a whole number from 1 to ${most}` }];
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {AggregateIssue[]}
 */
function functionIssues(name, value) {
  if (value === undefined || typeof value === "function") return [];
  return [{ code: "type", path: ["options", name], message: `${name} must be a function` }];
}

/** @param {readonly AggregateIssue[]} issues */
function invalid(issues) {
  const message = `The fleet's request has ${issues.length === 1 ? "a problem" : `${issues.length} problems`}, so nothing was sent: ${issues[0]?.message}.`;
  return new AggregateReportError({
    kind: "invalid",
    message,
    issues,
    issueCount: issues.length,
    attempts: 0,
    mayBeQueued: false,
  });
}
