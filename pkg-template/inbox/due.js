/** @import { Postponed } from "./listing.js" */

/**
 * Finds the reports that are due. A list holds for each the earliest time at which it may be; since every callback moves
 * that further away, and must not cost a write to the list, the report itself is asked when that time has come.
 *
 * @param {object} inbox
 * @param {(now: number, limit: number) => string[] | Promise<string[]>} inbox.maybeDue
 * @param {(txid: string, now: number) => number | null | Promise<number | null>} inbox.dueAt
 * @param {(reports: Postponed[]) => void | Promise<void>} inbox.postpone
 * @param {number} now
 * @param {number} limit
 * @returns {Promise<string[]>}
 */
export async function findDue({ maybeDue, dueAt, postpone }, now, limit) {
  for (;;) {
    const txids = await maybeDue(now, limit);
    const reports = await Promise.all(
      txids.map(async (txid) => /** @type {Postponed} */ ([txid, await dueAt(txid, now)])),
    );
    const later = reports.filter(([, moment]) => moment === null || moment > now);
    if (later.length === 0) return txids;
    await postpone(later);
  }
}
