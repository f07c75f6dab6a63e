/** The largest reply that is read, in bytes. A token is far shorter. */
const LARGEST = 64 * 1024;

/**
 * @param {Response} response
 * @returns {Promise<string>}
 * @throws if it is larger, or breaks off
 */
export async function readText({ body }) {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > LARGEST) {
      reader?.cancel().catch(() => {});
      throw new Error(`the answer has more than ${LARGEST} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/** @param {string} text @returns {Record<string, unknown>} empty if it is not a JSON object */
export function parseObject(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/**
 * What a reply says about a failure, in any of the service's four formats.
 *
 * @param {Record<string, unknown>} body
 * @returns {string} empty if it says nothing
 */
export function reasonIn(body) {
  const fault = /** @type {Record<string, unknown>} */ (Object(body.fault));
  return [
    ...[body.error, body.error_description, body.errorCode, body.errorMessage, body.responseCode, body.message],
    ...[fault.code, fault.message, fault.description],
  ]
    .filter((part) => typeof part === "string" && part !== "")
    .join(", ");
}

/**
 * @param {string | null} header `Retry-After`: seconds, or a date
 * @param {number} now
 * @returns {number | undefined} milliseconds
 */
export function retryAfter(header, now) {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
