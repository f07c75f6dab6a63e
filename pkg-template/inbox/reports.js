/**
 * @import { Callback, DeviceRow, Recorded, ReportFacts, ReportRules, ReportState, StoredReport } from "../inbox.js"
 * @import { Database } from "./schema.js"
 */

const FIND = "SELECT report, opened_at, is_complete FROM report WHERE txid = ?";
const WRITE = `
  INSERT INTO report (txid, report, opened_at, is_complete, expires_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (txid) DO UPDATE SET report = excluded.report, opened_at = excluded.opened_at,
    is_complete = excluded.is_complete, expires_at = excluded.expires_at`;

const FIND_DEVICES = `
  SELECT imei, seq, expected, device FROM device
  WHERE txid = ? AND imei IN (SELECT value FROM json_each(?))`;
const READ_DEVICES = "SELECT imei, seq, expected, device FROM device WHERE txid = ? AND seq > ? ORDER BY seq LIMIT ?";
const WRITE_DEVICE = `
  INSERT INTO device (txid, imei, seq, expected, device) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (txid, imei) DO UPDATE SET seq = excluded.seq, expected = excluded.expected, device = excluded.device`;
// Thousands at once: a statement has at most 100 parameters in a Durable Object, and the list of devices is one.
const EXPECT_KNOWN = `
  UPDATE device SET expected = 1
  WHERE txid = ? AND imei IN (SELECT value FROM json_each(?))`;
const EXPECT_OTHERS = `
  INSERT INTO device (txid, imei, seq, expected)
  SELECT ?, value, ? + key, 1 FROM json_each(?)`;

/**
 * Opens a report. To be called in a transaction.
 *
 * @param {Database} database
 * @param {ReportRules} rules
 * @param {ReportFacts} facts
 * @param {readonly string[] | null} imeis
 * @param {number} now
 * @returns {Recorded & { state: ReportState }}
 */
export function openReport(database, rules, facts, imeis, now) {
  const { txid } = facts;
  const stored = find(database, txid)?.report;
  const known = new Set(findDevices(database, txid, imeis ?? []).map(({ imei }) => imei));
  const opened = rules.openReport(stored, facts, known.size, now);
  if (opened === undefined) {
    return { isComplete: false, state: rules.reportState(/** @type {string} */ (stored), now) };
  }

  write(database, opened);
  if (imeis !== null) {
    const others = imeis.filter((imei) => !known.has(imei));
    database.all(EXPECT_KNOWN, txid, JSON.stringify([...known]));
    database.all(EXPECT_OTHERS, txid, opened.seq, JSON.stringify(others));
  }
  return { isComplete: opened.state.state === "complete", state: opened.state };
}

/**
 * Stores a callback. To be called in a transaction.
 *
 * @param {Database} database
 * @param {ReportRules} rules
 * @param {Callback} callback
 * @param {number} now
 * @returns {Recorded}
 */
export function recordCallback(database, rules, { txid, imeis, body }, now) {
  const stored = find(database, txid);
  const folded = rules.foldCallback(stored?.report, findDevices(database, txid, imeis), body, now);
  if (folded === undefined) throw new TypeError("The body is not a callback: check it with readCallback first.");

  write(database, folded);
  for (const { imei, seq, expected, device } of folded.rows) {
    database.all(WRITE_DEVICE, txid, imei, seq, Number(expected), device);
  }
  return { isComplete: folded.state.state === "complete" && !stored?.isComplete };
}

/**
 * @param {Database} database
 * @param {string} txid
 * @param {{ since?: number | undefined, limit: number }} page
 * @returns {StoredReport | undefined}
 */
export function readReport(database, txid, { since = 0, limit }) {
  // First the report: rows that another process writes meanwhile are more than it counts, and never fewer.
  const report = readText(database, txid);
  if (report === undefined) return undefined;
  return { report, rows: database.all(READ_DEVICES, txid, since, limit).map(deviceRow) };
}

/**
 * The stored string of an opened report.
 *
 * @param {Database} database
 * @param {string} txid
 */
export function readText(database, txid) {
  const stored = find(database, txid);
  return stored?.isOpen ? stored.report : undefined;
}

/**
 * When a report is due, if it exists.
 *
 * @param {Database} database
 * @param {ReportRules} rules
 * @param {string} txid
 * @param {number} now
 */
export function dueAt(database, rules, txid, now) {
  const report = readText(database, txid);
  return report === undefined ? null : rules.reportState(report, now).dueAt;
}

/**
 * @param {Database} database
 * @param {string} txid
 */
function find(database, txid) {
  const [row] = database.all(FIND, txid);
  return (
    row && {
      report: /** @type {string} */ (row.report),
      isOpen: row.opened_at !== null,
      isComplete: row.is_complete === 1,
    }
  );
}

/**
 * @param {Database} database
 * @param {{ report: string, state: ReportState }} changed
 */
function write(database, { report, state: { txid, openedAt, state, expiresAt } }) {
  database.all(WRITE, txid, report, openedAt, Number(state === "complete"), expiresAt);
}

/**
 * @param {Database} database
 * @param {string} txid
 * @param {readonly string[]} imeis
 */
function findDevices(database, txid, imeis) {
  return database.all(FIND_DEVICES, txid, JSON.stringify(imeis)).map(deviceRow);
}

/**
 * @param {Record<string, import("./schema.js").Value>} row
 * @returns {DeviceRow}
 */
function deviceRow({ imei, seq, expected, device }) {
  return /** @type {DeviceRow} */ ({ imei, seq, expected: expected === 1, device });
}
