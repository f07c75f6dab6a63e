import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Aggregate the request, as all contestants take it
 * @property {string} accountNumber
 * @property {string | string[] | 0} imei
 * @property {string} [startDate]
 * @property {string} [endDate]
 * @property {string} [deviceGroup]
 * @property {string} [dataPlan]
 * @property {"true" | "false"} [noSessionFlag]
 */
/** @typedef {{ baseUrl: string, token: string, bearer: string, fetch?: typeof globalThis.fetch, timeout?: number }} Connection `timeout` in ms, for those that have one */
/** @typedef {(request: Aggregate) => Promise<unknown>} Submit gives the receipt, or throws what is wrong */
/** @typedef {(connection: Connection) => Submit} Connect what the file of every contestant exports as `connect` */
/** @typedef {{ name: string, title: string, does: string }} Contestant */

/** The one that the others are compared with. */
export const own = "thingspace-aggregate";

const BARE = "documented headers; no timeout, no retries, error replies not read";

/** @type {readonly Contestant[]} */
export const contestants = [
  { name: own, title: "this package", does: "documented headers, timeout, safe retries, typed errors" },
  {
    name: "published-sdk",
    title: "apimatic-verizon-sdk",
    does: "no `X-Portal-Initiated`, the account number as an object; timeout, retries, typed errors",
  },
  { name: "zod", title: "zod + fetch", does: BARE },
  { name: "valibot", title: "valibot + fetch", does: BARE },
  { name: "ajv", title: "ajv + fetch", does: `${BARE}; needs \`eval\`, which strict pages and some runtimes forbid` },
  { name: "by-hand", title: "checks by hand + fetch", does: BARE },
  { name: "floor", title: "JSON.stringify + fetch", does: BARE },
];

/** @param {string} name */
export function fileOf(name) {
  return fileURLToPath(new URL(`contestants/${name}.js`, import.meta.url));
}

/**
 * @param {string} name
 * @returns {Promise<Connect>}
 */
export async function load(name) {
  return (await import(fileOf(name))).connect;
}
