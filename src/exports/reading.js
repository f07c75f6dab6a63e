import { kindOf, propertyOf } from "../value.js";

/** What a request, the options and `retry` may hold. Of a name that reading.rs does not know, issues tell all the same. */
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
const FLEET = [...OPTIONS, "concurrency", "devicesPerRequest", "onProgress"];
const RETRY = ["limit", "maxRetryAfter", "resend"];

/** Stands after each word. Within one stands another control character for it, since no field may hold either. */
const END = "\0";
const NO_END = "\x01";

/** In UTF-16 units: enough of a text to see that it is too long, of a name to show it, of a device to tell what it is. */
const LONGEST_TEXT = 16_385;
const LONGEST_NAME = 100;
const LONGEST_DEVICE = 64;

/** More devices are not looked at, and more unknown names are not listed. */
const MOST = 10_000;

/**
 * Reads a request and its options, each property once. It is not thrown on: for what an import returns, wasm-bindgen
 * keeps a place that it then never frees.
 *
 * @param {unknown} request
 * @param {unknown} options
 * @param {boolean} ofFleet
 */
export function read(request, options, ofFleet) {
  const reading = new Reading();
  try {
    reading.readOptions(options, ofFleet ? FLEET : OPTIONS);
    reading.readRequest(request, ofFleet);
  } catch (thrown) {
    reading.words = undefined;
    reading.values = [thrown];
  }
  return reading;
}

/** What was read. All texts of it cross the border as one; what has no text is kept apart. */
class Reading {
  /** Four words for each value that is there: what it is part of, its name, its kind, its text. @type {string | undefined} */
  words = "";

  /** What has no text; its text is its place here. Or what a getter threw, and then there are no words. @type {unknown[]} */
  values = [];

  /** A list of devices, each cut to a length that tells what it is, and empty if it is no string. @type {string[]} */
  devices = [];

  /** The values by their names, for the parts of a fleet. @type {Record<string, Record<string, unknown>>} */
  copies = { request: {}, options: {}, retry: {} };

  /** @param {unknown} options @param {readonly string[]} names */
  readOptions(options, names) {
    if (!isObject(options)) return this.note("", "options", options);
    for (const name of names) {
      const value = propertyOf(options, name);
      if (name === "retry" && isObject(value)) this.readRetry(value);
      else if (name === "signal" && isSignal(value)) this.note("options", name, value, "an AbortSignal");
      else if (name === "baseUrl" && isObject(value)) this.note("options", name, propertyOf(value, "href") ?? value);
      else this.note("options", name, value);
    }
    this.noteUnknown("options", options, names);
  }

  /** @param {object} retry */
  readRetry(retry) {
    this.note("options", "retry", this.copies.retry);
    for (const name of RETRY) this.note("retry", name, propertyOf(retry, name));
    this.noteUnknown("retry", retry, RETRY);
  }

  /** @param {unknown} request @param {boolean} ofFleet */
  readRequest(request, ofFleet) {
    const kind = kindOf(request);
    if (!isObject(request) || kind === "an array") return this.add("", "request", kind, "");
    for (const name of REQUEST) {
      const value = propertyOf(request, name);
      if (name !== "imei") this.noteDated(name, value);
      else if (ofFleet) this.note("request", name, value, isIterable(value) ? "an iterable" : kindOf(value));
      else if (kindOf(value) === "an array") this.readDevices(/** @type {unknown[]} */ (value));
      else this.note("request", name, value === 0 ? "0" : value);
    }
    this.noteUnknown("request", request, REQUEST);
  }

  /** @param {readonly unknown[]} list */
  readDevices(list) {
    const { length } = list;
    // A proxy may say anything.
    const count = typeof length === "number" ? length >>> 0 : 0;
    this.add("request", "imei", "an array", String(count));
    for (let index = 0; index < count && count <= MOST; index += 1) {
      const device = list[index];
      if (typeof device !== "string") this.add("imei", "", kindOf(device), String(index));
      this.devices.push(typeof device === "string" ? start(device, LONGEST_DEVICE) : "");
    }
  }

  /**
   * The devices as UTF-8, as they stand on the wire between the first quote and the last.
   *
   * @param {boolean} unquoted whether quotes within them are replaced, which takes its time
   */
  joined(unquoted) {
    const devices = unquoted ? this.devices.map((device) => device.replaceAll('"', "'")) : this.devices;
    return new TextEncoder().encode(devices.join('","'));
  }

  /** @param {string} name @param {unknown} value */
  noteDated(name, value) {
    const date = dateText(value);
    if (date === undefined) this.note("request", name, value);
    else this.note("request", name, date, date ? "a Date" : "an invalid Date");
  }

  /** @param {string} of @param {object} object @param {readonly string[]} known */
  noteUnknown(of, object, known) {
    const names = Object.keys(object).filter((name) => !known.includes(name));
    for (const name of names.slice(0, MOST)) this.add(of, start(name, LONGEST_NAME), "unknown", "");
    if (names.length > MOST) this.add(of, "", "unlisted", String(names.length - MOST));
  }

  /**
   * @param {string} of
   * @param {string} name
   * @param {unknown} value
   * @param {string} [kind]
   */
  note(of, name, value, kind = kindOf(value)) {
    if (value === undefined || value === null) return;
    if (of in this.copies) this.copies[of][name] = value;
    if (typeof value === "boolean") this.add(of, name, kind, String(value));
    else if (typeof value !== "string") this.add(of, name, kind, String(this.values.push(value) - 1));
    else {
      const text = start(value, LONGEST_TEXT);
      this.add(of, name, /\p{Surrogate}/u.test(text) ? "an ill-formed string" : kind, text);
    }
  }

  /** @param {string[]} words */
  add(...words) {
    for (const word of words) this.words += (word.includes(END) ? word.replaceAll(END, NO_END) : word) + END;
  }
}

/** @param {string} text @param {number} units of UTF-16 */
const start = (text, units) => (text.length > units ? text.slice(0, units) : text);

/** @param {unknown} value @returns {value is object} */
const isObject = (value) => typeof value === "object" && value !== null;

/** Whether it has what is used of an `AbortSignal`. @param {unknown} value */
const isSignal = (value) =>
  isObject(value) &&
  typeof propertyOf(value, "aborted") === "boolean" &&
  typeof propertyOf(value, "addEventListener") === "function";

/** A text is iterable, too, but one character is no device. @param {unknown} value */
const isIterable = (value) => isObject(value) && (Symbol.asyncIterator in value || Symbol.iterator in value);

/**
 * The text of a `Date`, of whatever realm: empty for an invalid one, `undefined` for what is none.
 *
 * @param {unknown} value
 */
function dateText(value) {
  // Not left to the line below: throwing is slow, and most dates are texts.
  if (!isObject(value)) return undefined;
  try {
    return Number.isNaN(Date.prototype.getTime.call(value)) ? "" : Date.prototype.toISOString.call(value);
  } catch {
    return undefined;
  }
}
