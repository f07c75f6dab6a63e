/**
 * The gateway's answers. A refusal has the same body as ThingSpace documents for its own, `{errorCode, errorMessage}`,
 * so that the package in the browser reads both in the same way.
 */

/** On every answer, unless its author has set the same header to another value. */
const securityHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * @param {string} text JSON
 * @param {number} [status]
 * @param {Record<string, string>} [headers]
 */
export function jsonAnswer(text, status = 200, headers = {}) {
  return new Response(text, { status, headers: { "content-type": "application/json", ...headers } });
}

/**
 * @param {number} status
 * @param {string} errorCode
 * @param {string} errorMessage
 * @param {Record<string, string>} [headers]
 */
export function refusal(status, errorCode, errorMessage, headers) {
  return jsonAnswer(JSON.stringify({ errorCode, errorMessage }), status, headers);
}

/**
 * @param {Response} response
 * @param {Record<string, string>} more headers that it must have in any case: instead of its own, but `vary` in addition
 */
export function secured(response, more) {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  for (const [name, value] of Object.entries(more)) {
    if (name !== "vary") headers.set(name, value);
    else if (!variesBy(headers, value)) headers.append(name, value);
  }
  const { body, status, statusText } = response;
  return new Response(body, { status, statusText, headers });
}

/**
 * Whether caches are already told that the answer varies by this header.
 *
 * @param {Headers} headers
 * @param {string} name in lower case
 */
function variesBy(headers, name) {
  const names = (headers.get("vary") ?? "").split(",").map((field) => field.trim().toLowerCase());
  return names.includes(name) || names.includes("*");
}
