import * as core from "../core.js";
import { AggregateReportError } from "../error.js";

/**
 * @import { AggregateIssue, FleetOptions, FleetRequest, SubmitOptions } from "../index.js"
 */

const MOST_DEVICES = 10_000;
const MOST_AT_ONCE = 64;
const LISTED_ISSUES = 100;

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
 * @param {FleetRequest} request
 * @param {FleetOptions} [given]
 * @returns {Fleet}
 * @throws {AggregateReportError} of kind `invalid`
 */
export function readFleet(request, given) {
  const { concurrency = 4, devicesPerRequest = MOST_DEVICES, onAttempt, onProgress, ...options } = given ?? {};
  const isObject = Object(request) === request;
  const fields = isObject ? fieldsOf(request) : undefined;
  const devices = isObject ? request.imei : undefined;

  const rest = core.validateAggregate(fields ? { ...fields, imei: 0 } : request, options);
  const own = [
    ...(isObject && !isIterable(devices) ? [notIterable] : []),
    ...rangeIssues("concurrency", concurrency, MOST_AT_ONCE),
    ...rangeIssues("devicesPerRequest", devicesPerRequest, MOST_DEVICES),
    ...functionIssues("onAttempt", onAttempt),
    ...functionIssues("onProgress", onProgress),
  ];
  const issueCount = own.length + rest.issueCount;
  if (!isIterable(devices) || issueCount > 0)
    throw invalid([...own, ...rest.issues].slice(0, LISTED_ISSUES), issueCount);
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

/**
 * @param {readonly AggregateIssue[]} issues those that are listed
 * @param {number} issueCount all of them
 */
function invalid(issues, issueCount) {
  const problems = issueCount === 1 ? "a problem" : `${issueCount} problems`;
  const message = `The fleet's request has ${problems}, so nothing was sent: ${issues[0]?.message}.`;
  return new AggregateReportError({
    kind: "invalid",
    message,
    issues,
    issueCount,
    attempts: 0,
    mayBeQueued: false,
  });
}
