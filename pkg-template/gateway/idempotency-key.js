/** A String of RFC 8941 (Structured Fields), as the IETF's draft for the header requires. */
const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

const LONGEST = 255;

/**
 * @param {Headers} headers
 * @returns {string | undefined | null} undefined if there is none, null if it is malformed
 */
export function readIdempotencyKey(headers) {
  const header = headers.get("idempotency-key");
  if (header === null) return undefined;
  const key = quoted.exec(header)?.[1]?.replace(/\\(.)/g, "$1");
  return key !== undefined && key.length >= 1 && key.length <= LONGEST ? key : null;
}
