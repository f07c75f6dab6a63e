/** @import { ReportSummary } from "thingspace-aggregate/gateway" */

/** A report, or those of a fleet together. @typedef {ReportSummary & { txids?: readonly string[] }} Row */

/** Fleets that are remembered. */
const MOST = 20;

/**
 * Which reports are of one fleet, the latest fleet first: this browser asked for them together. ThingSpace knows of no
 * fleets.
 *
 * @returns {(readonly string[])[]} the transaction ids of each
 */
function knownFleets() {
  try {
    const fleets = JSON.parse(localStorage.fleets ?? "[]");
    return fleets.every((/** @type {unknown} */ fleet) => Array.isArray(fleet)) ? fleets : [];
  } catch {
    // What is there was not written by this page, or nothing can be kept here at all.
    return [];
  }
}

/**
 * When more reports of the fleet are queued, it is called again with all of them. Where nothing can be kept, the list has
 * a row for each of them.
 *
 * @param {readonly string[]} txids
 */
export function rememberFleet(txids) {
  const others = knownFleets().filter(([first]) => first !== txids[0]);
  try {
    localStorage.fleets = JSON.stringify([txids, ...others].slice(0, MOST));
  } catch {
    // It is full, or not to be had.
  }
}

/** How many reports more than rows a list has, at most. */
export function furtherReports() {
  return knownFleets().reduce((sum, { length }) => sum + length - 1, 0);
}

/**
 * The rows of these reports: those of a fleet are one, where the latest of them stands.
 *
 * @param {readonly ReportSummary[]} reports
 */
export function together(reports) {
  const fleets = new Map(knownFleets().flatMap((txids) => txids.map((txid) => [txid, txids])));
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const report of reports) {
    const txids = fleets.get(report.txid) ?? [report.txid];
    const key = txids.join();
    const others = rows.get(key);
    rows.set(key, others ? joined(others, report) : { ...report, txids });
  }
  return [...rows.values()];
}

/**
 * @param {Row} row of other reports of the fleet
 * @param {ReportSummary} report
 * @returns {Row}
 */
function joined(row, { state, expected, answered, failed, faults }) {
  const states = [row.state, state];
  return {
    ...row,
    state: states.find((one) => one === "waiting") ?? states.find((one) => one === "settled") ?? "complete",
    expected: Number(row.expected) + Number(expected),
    answered: row.answered + answered,
    failed: row.failed + failed,
    ...(faults && { faults }),
  };
}
