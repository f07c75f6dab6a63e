/** @import { Database } from "./schema.js" */

/**
 * @typedef {object} Listed A report in a list.
 * @property {string} txid
 * @property {string} accountNumber
 * @property {number} openedAt
 * @property {number | null} dueAt when to check whether it is due; null for a list that does not check
 * @property {number} expiresAt
 *
 * @typedef {{ txid: string, openedAt: number }} Entry
 * @typedef {[txid: string, dueAt: number | null]} Postponed
 */

// To open a report again changes nothing. One that was opened later was forgotten in between, and the list not yet.
const ADD = `
  INSERT INTO listed (txid, account, opened_at, due_at, expires_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (txid) DO UPDATE SET
    account = excluded.account, opened_at = excluded.opened_at, due_at = excluded.due_at, expires_at = excluded.expires_at
  WHERE excluded.opened_at > listed.opened_at`;
const PAGE = `
  SELECT txid, opened_at FROM listed
  WHERE (opened_at, txid) < (?1, ?2) AND (?3 IS NULL OR account IN (SELECT value FROM json_each(?3)))
  ORDER BY opened_at DESC, txid DESC LIMIT ?4`;
const DUE = "SELECT txid FROM listed WHERE due_at <= ? ORDER BY due_at LIMIT ?";
const POSTPONE = "UPDATE listed SET due_at = ?2 WHERE txid = ?1 AND due_at IS NOT NULL";
const TOLD = "UPDATE listed SET due_at = NULL WHERE txid = ?";

/** @param {Database} database @param {Listed} report */
export function addListed(database, { txid, accountNumber, openedAt, dueAt, expiresAt }) {
  database.all(ADD, txid, accountNumber, openedAt, dueAt, expiresAt);
}

/**
 * @param {Database} database
 * @param {readonly string[] | null} accounts null for all that are in the list
 * @param {string | undefined} before
 * @param {number} limit
 * @returns {Entry[]} one more than the limit, where there are more
 */
export function pageOfListed(database, accounts, before, limit) {
  const { openedAt, txid } = placeOf(before);
  const rows = database.all(PAGE, openedAt, txid, accounts && JSON.stringify(accounts), limit + 1);
  return rows.map((row) => ({ txid: String(row.txid), openedAt: Number(row.opened_at) }));
}

/** @param {Database} database @param {number} now @param {number} limit */
export function maybeDue(database, now, limit) {
  return database.all(DUE, now, limit).map(({ txid }) => String(txid));
}

/**
 * Sets another time to check each report; those without a time are never checked again.
 *
 * @param {Database} database
 * @param {readonly Postponed[]} reports
 */
export function postpone(database, reports) {
  for (const [txid, dueAt] of reports) database.all(POSTPONE, txid, dueAt);
}

/** @param {Database} database @param {string} txid */
export function tellListed(database, txid) {
  database.all(TOLD, txid);
}

/**
 * @param {readonly Entry[]} entries latest first
 * @param {number} limit
 * @returns {{ txids: string[], next?: string }}
 */
export function cutPage(entries, limit) {
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const txids = page.map(({ txid }) => txid);
  return last === undefined || entries.length <= limit ? { txids } : { txids, next: `${last.openedAt} ${last.txid}` };
}

/** @param {Entry} one @param {Entry} other */
export function latestFirst(one, other) {
  return other.openedAt - one.openedAt || Number(one.txid < other.txid) - Number(one.txid > other.txid);
}

/**
 * The place in the list after which a page begins. A value that is not the `next` of a page is after the end.
 *
 * @param {string | undefined} before
 * @returns {Entry}
 */
export function placeOf(before) {
  if (before === undefined) return { openedAt: Number.MAX_SAFE_INTEGER, txid: "" };
  const [, openedAt = "-1", txid = ""] = /^(\d{1,16}) (.*)$/s.exec(before) ?? [];
  return { openedAt: Number(openedAt), txid };
}
