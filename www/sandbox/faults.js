/**
 * What can go wrong on the way of a reply. `delay`, `drop`, `truncate` and `silence` happen to the reply of a request
 * that was dealt with, as the worst case is: the report is queued, and nobody hears of it. The others stand in place of
 * the service, which then sees nothing.
 *
 * @typedef {FaultKind & { on?: string }} Fault `on`: waits for a request whose path ends so, such as "/session/login"
 */

/**
 * @typedef {| { kind: "delay", ms: number }
 *   | { kind: "drop", after: "request" | "headers" }
 *   | { kind: "truncate" }
 *   | { kind: "silence" }
 *   | { kind: "redirect", to: string }
 *   | { kind: "html_502" }
 *   | { kind: "too_many_requests", retryAfter?: number | Date }
 *   | { kind: "unavailable", retryAfter?: number | Date }
 *   | { kind: "reply", status: number, headers?: Record<string, string>, body?: string }} FaultKind `retryAfter` in seconds
 */

/** @typedef {{ status: number, headers: Record<string, string>, body: string }} Reply */

/**
 * @param {Fault} fault
 * @returns {Reply | undefined} what is answered in place of the service
 */
export function replyInstead(fault) {
  switch (fault.kind) {
    case "redirect":
      return { status: 307, headers: { location: fault.to }, body: "" };
    case "html_502":
      return {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
      };
    case "too_many_requests":
      return busy(429, "Too many requests", fault.retryAfter);
    case "unavailable":
      return busy(503, "Service unavailable", fault.retryAfter);
    case "reply":
      return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? "" };
    default:
      return undefined;
  }
}

/**
 * As the API gateway in front of the service says it.
 *
 * @param {number} status
 * @param {string} message
 * @param {number | Date | undefined} retryAfter
 * @returns {Reply}
 */
function busy(status, message, retryAfter) {
  const wait = retryAfter instanceof Date ? retryAfter.toUTCString() : retryAfter?.toString();
  return {
    status,
    headers: { "content-type": "application/json", ...(wait !== undefined && { "retry-after": wait }) },
    body: JSON.stringify({ fault: { code: "900800", message, description: "Try again later" } }),
  };
}

/**
 * Sends a reply, with what goes wrong on its way.
 *
 * @param {import("node:http").ServerResponse} outgoing
 * @param {Reply} reply
 * @param {Fault | undefined} fault
 */
export async function sendReply(outgoing, { status, headers, body }, fault) {
  if (fault?.kind === "silence") return;
  if (fault?.kind === "delay") await sleep(fault.ms, outgoing);
  if (fault?.kind === "drop" && fault.after === "request") {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  if (fault?.kind === "drop" || fault?.kind === "truncate") {
    outgoing.flushHeaders();
    if (fault.kind === "truncate") outgoing.write(body.slice(0, body.length / 2));
    // So that what was written leaves before the connection breaks.
    await sleep(20, outgoing);
    outgoing.destroy();
    return;
  }
  outgoing.end(body);
}

/**
 * Waits, but not for a client that has gone.
 *
 * @param {number} ms
 * @param {import("node:http").ServerResponse} outgoing
 * @returns {Promise<void>}
 */
function sleep(ms, outgoing) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    outgoing.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
