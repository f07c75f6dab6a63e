import { END } from "./reading.js";

/**
 * What the parts of a fleet have in common, as it was read, so that every part is the same. See core.d.ts.
 *
 * @param {{ words: string, values: readonly unknown[] }} reading without an issue
 * @param {number} concurrency
 * @param {number} devicesPerRequest
 */
export function fleet({ words, values }, concurrency, devicesPerRequest) {
  const request = empty();
  const options = empty();
  const own = empty();
  const retry = empty();
  /** @type {Record<string, Record<string, unknown>>} */
  const parts = { request, options, retry, fleet: own };
  const list = words.split(END);
  for (let at = 0; at + 4 < list.length; at += 4) {
    const [of, name, kind, text] = list.slice(at, at + 4);
    parts[of][name] = valueRead(kind, text, values);
  }
  if (options.retry === undefined) options.retry = retry;
  return { request, devices: request.imei, options, onProgress: own.onProgress, concurrency, devicesPerRequest };
}

/** @returns {Record<string, unknown>} Nothing that other code gave to all objects is in it. */
const empty = () => Object.create(null);

/** @param {string} kind @param {string} text @param {readonly unknown[]} values */
function valueRead(kind, text, values) {
  if (kind === "a string" || kind === "a Date") return text;
  if (kind === "a boolean") return text === "true";
  return text === "" ? undefined : values[Number(text)];
}
