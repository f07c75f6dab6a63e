/**
 * @import { ServerResponse } from "node:http"
 * @import { Exchange } from "./server/exchange.js"
 * @import { Door } from "./server/doors.js"
 */

/**
 * One thing that can go wrong, and what must come of it. It has one of `act`, `reply` and `door`.
 *
 * @typedef {object} Fault
 * @property {string} name
 * @property {Expected} expected
 * @property {Partial<Record<Row, Expected>>} [except] in which runtimes something else comes of it
 * @property {(exchange: Exchange) => unknown} [act] what the server does once it has read the request
 * @property {boolean} [early] whether `act` comes after the request's headers already
 * @property {(outgoing: ServerResponse, elsewhere: string) => unknown} [reply] how an HTTP server replies
 * @property {Door} [door] a port on which nothing is read
 * @property {boolean} [endless] whether only the timeout ends it, where one is expected
 * @property {boolean} [large] whether the request is one of 10,000 devices
 * @property {boolean} [alone] whether nothing else may go on at the same time, since the connection stays in use
 */

/** A row of tests/runtimes/rows.js. @typedef {"node-oldest" | "node" | "node-newer" | "deno" | "bun" | "workerd" | "edge-light" | "chromium" | "firefox" | "webkit"} Row */

/**
 * @typedef {object} Expected
 * @property {string} kind of the error, or `receipt`
 * @property {string} [or] another kind that is as good, where two things race
 * @property {number | undefined} [status] of the reply; absent where the error has none
 * @property {string} [txid] of the receipt, if not `queued`
 * @property {boolean} mayBeQueued
 * @property {number} requests how many are sent, by the rules of retries as they are
 * @property {number} [resent] how many are sent with `resend: true` and `limit: 1`; absent if that is not tried
 * @property {string} [nextTxid] of the next call's receipt, if not its own
 * @property {boolean} [nextMayFail] whether what comes after the reply may break the next call on the connection
 * @property {number} [arrivals] how often each of them comes to the server, if not once
 * @property {number | "hour"} [retryAfter] in ms, or about an hour
 */

/** @typedef {{ title: string, about: string, faults: readonly Fault[] }} Group Faults of one kind: a table in docs/reliability.md. */

/** The rows whose `fetch` is undici's, and is as strict. */
export const nodes = /** @type {const} */ (["node-oldest", "node", "node-newer", "edge-light"]);

export const browsers = /** @type {const} */ (["chromium", "firefox", "webkit"]);

/**
 * What comes of a fault in these runtimes.
 *
 * @param {readonly Row[]} rows
 * @param {Expected} expected
 * @returns {Partial<Record<Row, Expected>>}
 */
export const on = (rows, expected) => Object.fromEntries(rows.map((row) => [row, expected]));

/** @param {Fault} fault @param {Row} row */
export const expectedIn = ({ expected, except }, row) => except?.[row] ?? expected;

/** What the server answers that has queued a report. */
export const receiptText = '{"txid":"queued","status":"QUEUED"}';

/** @type {Expected} */
export const receipt = { kind: "receipt", mayBeQueued: true, requests: 1, resent: 1 };

/** The request or its reply was lost on the way. @type {Expected} */
export const lost = { kind: "network", mayBeQueued: true, requests: 1, resent: 2 };

/** No end of the reply came in time. @type {Expected} */
export const late = { kind: "timeout", mayBeQueued: true, requests: 1 };

/** A 200 that says nothing. @type {Expected} */
export const noReceipt = { kind: "invalid_response", status: 200, mayBeQueued: true, requests: 1, resent: 1 };

/** A status by which nothing was queued. @param {string} kind @param {number} status @returns {Expected} */
export const refused = (kind, status) => ({ kind, status, mayBeQueued: false, requests: 1, resent: 1 });

/** A status that leaves open what was done. @param {string} kind @param {number} [status] @returns {Expected} */
export const unclear = (kind, status) => ({ kind, status, mayBeQueued: true, requests: 1, resent: 1 });

/** A status that is sent again only with `resend: true`. @param {number} status @returns {Expected} */
export const failed = (status) => ({ ...unclear("server_error", status), resent: 2 });

/** A redirect that `fetch` would follow: browsers hide its status. @param {number} status */
export function redirected(status) {
  const expected = unclear("unexpected_status", status);
  return { expected, except: on(browsers, { ...expected, status: undefined }) };
}

/**
 * A reply of HTTP/1.1, to its last byte.
 *
 * @param {string} status
 * @param {Record<string, string | number>} headers
 * @param {string | Uint8Array} [body]
 */
export function replyText(status, headers, body = "") {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`, "latin1"), Buffer.from(body)]);
}

/** What a reply in good order has for headers. @param {string | Uint8Array} body */
export const plain = (body) => ({
  "content-type": "application/json",
  "content-length": Buffer.byteLength(body),
  connection: "close",
});

/**
 * What the server does: it writes that, and closes the connection in order.
 *
 * @param {string | Uint8Array} data
 */
export const sends =
  (data) =>
  async (/** @type {Exchange} */ { write, end }) => {
    await write(data);
    await end();
  };

/** It writes that, and keeps the connection open. @param {string | Uint8Array} data */
export const sendsAndHolds =
  (data) =>
  async (/** @type {Exchange} */ { write, hold }) => {
    await write(data);
    await hold();
  };

/** A 200 with a body. @param {string | Uint8Array} body @param {Record<string, string>} [headers] */
export const answers = (body, headers) => sends(replyText("200 OK", { ...plain(body), ...headers }, body));
