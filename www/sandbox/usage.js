import { refusal } from "./known.js";

/**
 * What a callback says of one device. All numbers are made up from the IMEI, so they are the same each time; every
 * seventh device has sent more than 2^31 bytes.
 */

/**
 * @param {string} imei
 * @param {{ huge: boolean, revision: number }} how `huge`: more bytes than 2^53; each `revision` has other numbers
 */
export function usageOf(imei, { huge, revision }) {
  const number = Number(imei.slice(8, 14));
  const bytes = BigInt(number * 1021 + (number % 7 === 0 ? 5_000_000_000 : 0)) + BigInt(revision * 1000);
  return {
    imei,
    numberOfSessions: 1 + (number % 40) + revision,
    bytesTransferred: huge ? bytes + 2n ** 53n + 1n : bytes,
  };
}

/** @param {string} imei */
export function errorOf(imei) {
  const { status, errorCode, errorMessage } = refusal(404, "INVALID_PARAMETER", "Device inactive");
  return {
    imei,
    errorMessage,
    errorResponse: { errorCode, errorMessage, httpStatusCode: String(status), detailErrorMessage: errorMessage },
  };
}

/** JSON with the exact digits of a `bigint`, for which JavaScript has no way of its own. @param {object} value */
export function exactJson(value) {
  const text = JSON.stringify(value, (_, part) => (typeof part === "bigint" ? `exactly ${part}` : part));
  return text.replace(/"exactly (\d+)"/g, "$1");
}
