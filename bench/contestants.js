import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Aggregate the request, as all contestants take it
 * @property {string} accountNumber
 * @property {string | string[] | 0} imei
 * @property {string} [startDate]
 * @property {string} [endDate]
 * @property {string} [deviceGroup]
 * @property {string} [dataPlan]
 * @property {string} [noSessionFlag]
 */
/** @typedef {{ baseUrl: string, token: string, bearer: string, fetch?: typeof globalThis.fetch }} Connection */
/** @typedef {(request: Aggregate) => Promise<unknown>} Submit gives the receipt, or throws what is wrong */
/** @typedef {(connection: Connection) => Submit} Connect what the file of every contestant exports as `connect` */
/** @typedef {{ name: string, title: string, does: string }} Contestant */

/** The one that the others are compared with. */
export const own = "thingspace-aggregate";

const SAME_CHECKS =
  "checks the seven fields (types, check digits, duplicates, 10,000 devices, dates, 180 days), plainer messages; " +
  "documented headers; no timeout, no retry, no reading of error replies";

/** @type {readonly Contestant[]} */
export const contestants = [
  {
    name: own,
    title: "this package",
    does: "checks the seven fields by every rule, messages that say what to do; documented headers, timeout, retries, typed errors",
  },
  {
    name: "published-sdk",
    title: "apimatic-verizon-sdk",
    does: "checks types only: no digits, no duplicates, no limit, no dates; no X-Portal-Initiated header; timeout, retries, typed errors",
  },
  { name: "zod", title: "zod + fetch", does: SAME_CHECKS },
  { name: "valibot", title: "valibot + fetch", does: SAME_CHECKS },
  {
    name: "ajv",
    title: "ajv + fetch",
    does: `${SAME_CHECKS}; needs \`eval\`, which strict pages and some runtimes forbid`,
  },
  { name: "by-hand", title: "checks by hand + fetch", does: SAME_CHECKS },
  { name: "floor", title: "JSON.stringify + fetch", does: "checks nothing; documented headers" },
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
