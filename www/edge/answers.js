/**
 * What the edge function answers. The body of a refusal is the one that ThingSpace documents for its own,
 * `{errorCode, errorMessage}`, so that the package in the browser reads both the same way.
 */

const headers = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** @param {import("thingspace-aggregate").AggregateReceipt} receipt */
export function accepted(receipt) {
  return Response.json(receipt, { headers });
}

/**
 * @param {number} status
 * @param {string} errorCode
 * @param {string} errorMessage
 * @param {Record<string, string>} [moreHeaders]
 */
export function refusal(status, errorCode, errorMessage, moreHeaders) {
  return Response.json({ errorCode, errorMessage }, { status, headers: { ...headers, ...moreHeaders } });
}
