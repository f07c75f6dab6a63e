import { END } from "./reading.js";

/**
 * What the parts of a fleet have in common, as it was read, so that every part is the same. See core.d.ts.
 *
 * @param {{ words: string, values: readonly unknown[] }} reading without an issue
 * @param {number} concurrency
 * @param {number} devicesPerRequest
 */
export function fleet({ words, values }, concurrency, devicesPerRequest) {
  /** @type {Record<string, Record<string, unknown>>} */
  const read = { request: {}, options: {}, retry: {} };
  const list = words.split(END);
  for (let at = 0; at + 4 < list.length; at += 4) {
    const [of, name, kind, text] = list.slice(at, at + 4);
    const isText = kind === "a string" || kind === "a Date";
    read[of][name] = isText ? text : kind === "a boolean" ? text === "true" : name === "retry" && text === "" ? read.retry : values[Number(text)];
  }
  const { imei: devices, ...request } = read.request;
  const { onAttempt, onProgress, concurrency: _, devicesPerRequest: __, ...options } = read.options;
  return { request, devices, options, onAttempt, onProgress, concurrency, devicesPerRequest };
}
