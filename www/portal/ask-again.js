/** @import { OwnColumns, UsageRequestFields } from "thingspace-aggregate/elements" */

/** How long the server may take, in milliseconds. */
const PATIENCE = 10_000;

/**
 * What to fill the form with, to request some devices of a report again. The new report does not join the old one at its
 * address: the gateway adds up the totals of reports, and would count these devices twice, and once as failed.
 *
 * @param {string} txid
 * @param {readonly string[]} imei
 * @param {OwnColumns | undefined} columns
 * @returns {Promise<UsageRequestFields>}
 */
export async function requestAgain(txid, imei, columns) {
  const { accountNumber = "", request = {} } = await readReport(txid);
  return { ...request, accountNumber, imei: columns ? tableOf(imei, columns) : imei };
}

/**
 * The account and the period of the report.
 *
 * @param {string} txid
 * @returns {Promise<{ accountNumber?: string, request?: Partial<UsageRequestFields> }>} nothing when there is no
 *   answer: then the reader fills it in
 */
async function readReport(txid) {
  try {
    const reply = await fetch(`/api/reports/${encodeURIComponent(txid)}?limit=1`, {
      signal: AbortSignal.timeout(PATIENCE),
    });
    return reply.ok ? await reply.json() : {};
  } catch {
    return {};
  }
}

/**
 * A table in a format that the form accepts, so that the columns are kept for the next report.
 *
 * @param {readonly string[]} imei
 * @param {OwnColumns} columns
 */
function tableOf(imei, { names, rows }) {
  const lines = [["IMEI", ...names], ...imei.map((device) => [device, ...(rows.get(device) ?? names.map(() => ""))])];
  return lines.map((cells) => cells.map(quoted).join(",")).join("\n");
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replaceAll('"', '""')}"`;
}
