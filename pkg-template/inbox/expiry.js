/** @import { Database } from "./schema.js" */

/** How many reports one transaction deletes: each may have thousands of devices. */
const REPORTS_AT_ONCE = 10;

const EXPIRED = `SELECT txid FROM report WHERE expires_at <= ? LIMIT ${REPORTS_AT_ONCE}`;
const FORGET = [
  "DELETE FROM device WHERE txid IN (SELECT value FROM json_each(?))",
  "DELETE FROM report WHERE txid IN (SELECT value FROM json_each(?))",
];
const FORGET_OTHERS = ["DELETE FROM listed WHERE expires_at <= ?", "DELETE FROM submission WHERE expires_at <= ?"];
const NEXT = `
  SELECT min(expires_at) AS next FROM (
    SELECT min(expires_at) AS expires_at FROM report
    UNION ALL SELECT min(expires_at) FROM listed
    UNION ALL SELECT min(expires_at) FROM submission
  )`;

/**
 * Deletes some of what has expired. To be called in a transaction.
 *
 * @param {Database} database
 * @param {number} now
 * @returns {boolean} whether there may be more
 */
export function sweepSome(database, now) {
  const txids = database.all(EXPIRED, now).map(({ txid }) => txid);
  for (const sql of FORGET) database.all(sql, JSON.stringify(txids));
  for (const sql of FORGET_OTHERS) database.all(sql, now);
  return txids.length === REPORTS_AT_ONCE;
}

/**
 * @param {Database} database
 * @returns {number | undefined} when something expires next; undefined if nothing is stored
 */
export function nextExpiry(database) {
  const [row] = database.all(NEXT);
  return row?.next == null ? undefined : Number(row.next);
}
