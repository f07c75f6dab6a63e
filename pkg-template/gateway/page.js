import * as core from "../server-core.js";

/**
 * @import { StoredReport } from "../inbox.js"
 * @import { Settings } from "./options.js"
 */

/**
 * What is read: one report, or several together.
 *
 * @typedef {{ txids: readonly string[], together: boolean }} Reading
 */

/**
 * A part of the contents of one or several reports, read as one. A position is a list of sequence numbers, one for each
 * report: reading on from there yields the devices that follow, and those that have sent something new.
 *
 * @typedef {object} Page
 * @property {boolean} together
 * @property {readonly StoredReport[]} reports each with the devices that this page has of it
 * @property {readonly number[]} next how far each has been read now
 * @property {boolean} hasMore whether there is anything to read on
 */

/**
 * @param {Reading} reading
 * @param {readonly number[]} since how far each has been read
 * @param {number} limit of devices
 * @param {Settings} settings
 * @returns {Promise<Page | undefined>} undefined if one of them no longer exists
 */
export async function readPage({ txids, together }, since, limit, { inbox }) {
  const reports = [];
  const next = [];
  let left = limit;
  let hasMore = false;
  for (const [index, txid] of txids.entries()) {
    const from = since[index] ?? 0;
    const found = await inbox.read(txid, { since: from, limit: left + 1 });
    if (found === undefined) return undefined;
    const rows = found.rows.slice(0, left);
    reports.push({ report: found.report, rows });
    next.push(rows.at(-1)?.seq ?? from);
    left -= rows.length;
    hasMore ||= found.rows.length > rows.length;
  }
  return { together, reports, next, hasMore };
}

/** The totals, and everything else except the devices, as JSON. @param {Page} page */
export function totalsOf({ together, reports }) {
  const texts = reports.map(({ report }) => report);
  if (together) return core.mergeReports(texts, Date.now());
  return texts.map((text) => core.presentReport(text, undefined, Date.now())).join();
}

/** The devices, as a JSON array. @param {Page} page */
export function devicesOf({ reports }) {
  const arrays = reports.map(({ report, rows }) => core.presentDevices(report, rows, Date.now()));
  // Strings are concatenated rather than objects merged: numbers beyond 2^53 would not survive JSON.parse.
  return `[${arrays
    .map((array) => array.slice(1, -1))
    .filter(Boolean)
    .join()}]`;
}

/** Whether each of the reports is complete or settled. @param {Page} page */
export function isSettled({ reports }) {
  return reports.every(({ report }) => core.reportState(report, Date.now()).state !== "waiting");
}
