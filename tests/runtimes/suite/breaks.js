import { fields, imeis, token } from "./requests.js";

/** @import { Api } from "./checks.js" */

/**
 * How many connections have served a request before one breaks: as many as a browser keeps to one server. Where a POST
 * is sent again, it may be over the next of them.
 */
export const connections = 6;

/**
 * Where connections break: the last that went over one, and how it ends. In HTTP/2 a POST may also end alone, when its
 * stream is reset with an error.
 */
export const overHttp1 = pairs(
  ["headers", "part-of-body", "body", "part-of-reply-headers", "part-of-reply-body"],
  ["fin", "rst"],
);
export const overHttp2 = pairs(["headers", "part-of-body", "body", "part-of-reply-body"], ["fin", "rst", "stream"]);

/** More than one read of a socket takes in, so that the connection can break within the body. */
const devices = imeis(10_000);

/** What has just become free is not used at once everywhere, hence a few tries. */
const MOST_TRIES = 20;

/**
 * Submits over connections that have served a request and then break. The server counts how often each submission comes.
 * Where none goes over such a connection, there is nothing to break.
 *
 * @param {string} base of the addresses where connections break
 * @param {readonly string[]} places
 * @param {Api} api
 * @param {typeof globalThis.fetch} [fetch]
 */
export async function submitOverBreakingConnections(base, places, api, fetch) {
  const submit = (/** @type {string} */ place) =>
    api.submitAggregate({ ...fields, imei: devices }, { baseUrl: `${base}/${place}`, token, fetch, retry: 0 });
  for (const place of places) {
    if (!(await meetsUsedConnection(submit, place))) return;
  }
}

/**
 * @param {(place: string) => Promise<{ txid: string }>} submit
 * @param {string} place
 */
async function meetsUsedConnection(submit, place) {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    await Promise.all(Array.from({ length: connections }, () => submit("answered")));
    const txid = await submit(place).then(
      (receipt) => receipt.txid,
      () => "none",
    );
    if (txid !== "over a new connection") return true;
  }
  return false;
}

/**
 * @param {readonly string[]} moments
 * @param {readonly string[]} ways
 */
function pairs(moments, ways) {
  return moments.flatMap((moment) => ways.map((way) => `${moment}/${way}`));
}
