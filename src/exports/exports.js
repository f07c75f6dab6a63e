import { kindOf, propertyOf } from "../value.js";

/**
 * The JavaScript half of the exports: it reads what callers pass, and builds what they get. It is one file, because a
 * page without a bundler requests every file separately.
 */

/**
 * The names in a request, in the options and in `retry`. A name that reading.rs does not know is reported as an issue.
 */
const REQUEST = ["accountNumber", "startDate", "endDate", "imei", "deviceGroup", "dataPlan", "noSessionFlag"];
const OPTIONS = [
  "token",
  "bearer",
  "portalInitiated",
  "baseUrl",
  "wire",
  "checkDigit",
  "fetch",
  "signal",
  "timeout",
  "retry",
  "onAttempt",
  "idempotencyKey",
  "maxIssues",
];
const FLEET = ["concurrency", "devicesPerRequest", "onProgress"];
const RETRY = ["limit", "maxRetryAfter", "resend"];

/** Follows each word. Within a word it is replaced by another control character, since no field may contain either. */
const END = "\0";
const NO_END = "\x01";

/**
 * In UTF-16 units: enough of a text to see that it is too long, of a name to show it, and of a device to explain what
 * is wrong.
 */
const LONGEST_TEXT = 16_385;
const LONGEST_NAME = 100;
const LONGEST_DEVICE = 64;

/** Lists with more devices are not examined, and more unknown names are not listed. */
const MOST = 10_000;

/**
 * Reads a request and its options, each property once. What a getter throws is returned rather than thrown, because
 * wasm-bindgen never frees its slot for the result of an import that throws.
 *
 * @param {unknown} request
 * @param {unknown} options
 * @param {boolean} ofFleet
 */
export function read(request, options, ofFleet) {
  const reading = new Reading();
  try {
    readOptions(reading, options, ofFleet ? FLEET : []);
    readRequest(reading, request, ofFleet);
  } catch (thrown) {
    reading.words = undefined;
    reading.values = [thrown];
  }
  return reading;
}

/** What was read. All its texts are passed to the core as one string; values without text are kept separately. */
class Reading {
  constructor() {
    /** Four words for each value: what it is part of, its name, its kind, its text. Undefined if a getter threw. @type {string | undefined} */
    this.words = "";
    /** The values without text, whose fourth word is their index here; or what a getter threw. @type {unknown[]} */
    this.values = [];
    /** A list of devices, each cut to {@link LONGEST_DEVICE}, and empty if it is not a string. @type {string[]} */
    this.devices = [];
  }

  /**
   * The devices as UTF-8, as they are sent: the bytes between the first and the last quotation mark of the JSON list.
   *
   * @param {boolean} unquoted whether to replace quotation marks within them, which takes time
   */
  joined(unquoted) {
    const devices = unquoted ? this.devices.map((device) => device.replaceAll('"', "'")) : this.devices;
    return new TextEncoder().encode(devices.join('","'));
  }
}

/** @param {Reading} reading @param {unknown} options @param {readonly string[]} ofFleet the names of options that only a fleet has */
function readOptions(reading, options, ofFleet) {
  if (!isObject(options)) return note(reading, "", "options", options);
  for (const name of OPTIONS) {
    const value = propertyOf(options, name);
    if (!isObject(value)) note(reading, "options", name, value);
    else if (name === "retry") readRetry(reading, value);
    else if (name === "baseUrl") note(reading, "options", name, propertyOf(value, "href") ?? value);
    else note(reading, "options", name, value, name === "signal" && isSignal(value) ? "an AbortSignal" : kindOf(value));
  }
  for (const name of ofFleet) note(reading, "fleet", name, propertyOf(options, name));
  noteOthers(reading, "options", options, [...OPTIONS, ...ofFleet]);
}

/** @param {Reading} reading @param {object} retry */
function readRetry(reading, retry) {
  add(reading, "options", "retry", "an object", "");
  for (const name of RETRY) note(reading, "retry", name, propertyOf(retry, name));
  noteOthers(reading, "retry", retry, RETRY);
}

/** @param {Reading} reading @param {unknown} request @param {boolean} ofFleet */
function readRequest(reading, request, ofFleet) {
  const kind = kindOf(request);
  if (!isObject(request) || kind === "an array") return add(reading, "", "request", kind, "");
  for (const name of REQUEST) {
    const value = propertyOf(request, name);
    if (name === "imei") readImei(reading, value, ofFleet);
    else if (isObject(value)) noteObject(reading, name, value);
    else note(reading, "request", name, value);
  }
  noteOthers(reading, "request", request, REQUEST);
}

/** @param {Reading} reading @param {string} name @param {object} object perhaps a `Date` */
function noteObject(reading, name, object) {
  const date = dateText(object);
  if (date === undefined) note(reading, "request", name, object);
  else add(reading, "request", name, date ? "a Date" : "an invalid Date", date);
}

/** @param {Reading} reading @param {unknown} imei @param {boolean} ofFleet */
function readImei(reading, imei, ofFleet) {
  if (ofFleet) {
    if (isIterable(imei)) note(reading, "request", "imei", imei, "an iterable");
  } else if (isObject(imei) && kindOf(imei) === "an array") readDevices(reading, /** @type {unknown[]} */ (imei));
  else note(reading, "request", "imei", imei === 0 ? "0" : imei);
}

/** @param {Reading} reading @param {readonly unknown[]} list */
function readDevices(reading, list) {
  const { length } = list;
  // A proxy may return anything.
  const count = typeof length === "number" ? length >>> 0 : 0;
  if (count !== length || count > MOST) return add(reading, "request", "imei", "an array", String(count));
  // `concat` reads each entry once, of any list. Ten thousand entries take a third of the time of a loop that V8 has not
  // optimised yet.
  const devices = /** @type {unknown[]} */ ([]).concat(list);
  add(reading, "request", "imei", "an array", String(devices.length));
  const firstOdd = devices.findIndex(isOdd);
  for (let index = firstOdd; index >= 0 && index < devices.length; index += 1) {
    const device = devices[index];
    if (typeof device !== "string") add(reading, "imei", "", kindOf(device), String(index));
    devices[index] = typeof device === "string" ? start(device, LONGEST_DEVICE) : "";
  }
  reading.devices = /** @type {string[]} */ (devices);
}

/** @param {unknown} device */
const isOdd = (device) => typeof device !== "string" || device.length > LONGEST_DEVICE;

/** @param {Reading} reading @param {string} group @param {object} object @param {readonly string[]} known */
function noteOthers(reading, group, object, known) {
  let unlisted = -MOST;
  for (const name of Object.keys(object)) {
    if (known.includes(name)) continue;
    unlisted += 1;
    if (unlisted <= 0) add(reading, group, start(name, LONGEST_NAME), "unknown", known.join(", "));
  }
  if (unlisted > 0) add(reading, group, "", "unlisted", String(unlisted));
}

/**
 * @param {Reading} reading
 * @param {string} group
 * @param {string} name
 * @param {unknown} value
 * @param {string} [kind]
 */
function note(reading, group, name, value, kind) {
  if (value === undefined || value === null) return;
  if (typeof value === "string") noteText(reading, group, name, start(value, LONGEST_TEXT));
  else if (typeof value === "boolean") add(reading, group, name, "a boolean", String(value));
  else add(reading, group, name, kind ?? kindOf(value), String(reading.values.push(value) - 1));
}

/** @param {Reading} reading @param {string} group @param {string} name @param {string} text */
function noteText(reading, group, name, text) {
  add(reading, group, name, /\p{Surrogate}/u.test(text) ? "a string with half of a surrogate pair" : "a string", text);
}

/** @param {Reading} reading @param {string} group @param {string} name @param {string} kind @param {string} text */
function add(reading, group, name, kind, text) {
  reading.words += `${group}${END}${withoutEnd(name)}${END}${kind}${END}${withoutEnd(text)}${END}`;
}

/** @param {string} word */
const withoutEnd = (word) => (word.includes(END) ? word.replaceAll(END, NO_END) : word);

/** @param {string} text @param {number} units of UTF-16 */
const start = (text, units) => (text.length > units ? text.slice(0, units) : text);

/** @param {unknown} value @returns {value is object} */
const isObject = (value) => typeof value === "object" && value !== null;

/** Whether it has the members of an `AbortSignal` that are used here. @param {object} value */
const isSignal = (value) =>
  typeof propertyOf(value, "aborted") === "boolean" && typeof propertyOf(value, "addEventListener") === "function";

/** A string is iterable too, but its characters are not devices. @param {unknown} value */
const isIterable = (value) => isObject(value) && (Symbol.asyncIterator in value || Symbol.iterator in value);

/**
 * The text of a `Date` of any realm: empty for an invalid one, `undefined` for anything else.
 *
 * @param {object} value
 */
function dateText(value) {
  try {
    return Number.isNaN(Date.prototype.getTime.call(value)) ? "" : Date.prototype.toISOString.call(value);
  } catch {
    return undefined;
  }
}

/** The plain objects that callers get, as index.d.ts declares them. */

/**
 * @param {string} txid
 * @param {string} status
 */
export const receipt = (txid, status) => ({ txid, status });

/**
 * @param {string} code
 * @param {unknown} path
 * @param {string} message
 */
export const issue = (code, path, message) => ({ code, path, message });

/**
 * @param {unknown} issues
 * @param {number} issueCount
 */
export const validation = (issues, issueCount) => ({ issues, issueCount });

/**
 * @param {string} kind
 * @param {string} message
 * @param {number} attempts
 * @param {boolean} mayBeQueued
 * @param {unknown} issues a list, or the text that fetch.js made of a gateway's
 * @param {number} issueCount of a list
 * @param {number | undefined} status
 * @param {string | undefined} errorCode
 * @param {string | undefined} errorMessage
 * @param {number | undefined} retryAfter
 * @param {unknown} cause
 */
export function failure(
  kind,
  message,
  attempts,
  mayBeQueued,
  issues,
  issueCount,
  status,
  errorCode,
  errorMessage,
  retryAfter,
  cause,
) {
  const found = typeof issues === "string" ? issuesOf(issues) : { issues, issueCount: issues ? issueCount : undefined };
  const fields = {
    kind,
    message,
    attempts,
    mayBeQueued,
    ...found,
    status,
    errorCode,
    errorMessage,
    retryAfter,
  };
  return cause === undefined ? fields : { ...fields, cause };
}

/** In UTF-16 units: how much is kept of a message or a name that a gateway sent. */
const LONGEST_WORD = 500;

/**
 * The issues in the string that `issuesIn` of fetch.js encoded.
 *
 * @param {string} text
 */
function issuesOf(text) {
  const [issueCount, ...lines] = text.split("\n");
  const issues = lines.map((line) => {
    const [code = "", message = "", ...steps] = line.split("\t").map((word) => word.slice(0, LONGEST_WORD));
    return issue(
      code,
      steps.map((step) => (step.startsWith("#") ? Number(step.slice(1)) : step.slice(1))),
      message,
    );
  });
  return { issues, issueCount: Number(issueCount) };
}

/**
 * A fleet as it was read, and how to divide it.
 *
 * @param {{ words: string, values: readonly unknown[] }} reading without an issue
 * @param {number} concurrency
 * @param {number} devicesPerRequest
 */
export const fleet = ({ words, values }, concurrency, devicesPerRequest) => ({
  words,
  values,
  concurrency,
  devicesPerRequest,
});

/** The promises that wait for the core. @type {Set<Deferred>} */
const waiting = new Set();

/** A promise and the functions that settle it. */
export class Deferred {
  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    const done = () => waiting.delete(this);
    waiting.add(this);
    this.promise.then(done, done);
  }

  /**
   * Rejects all waiting promises, because the core has failed and will never settle them.
   *
   * @param {unknown} cause
   */
  static fail(cause) {
    const failure = new Error(FAILED, { cause });
    for (const { reject } of waiting) reject?.(failure);
    return failure;
  }
}

const FAILED =
  "thingspace-aggregate's core failed: please report this with its cause. A report that was being sent may be queued " +
  "all the same. The next call starts a new core.";
