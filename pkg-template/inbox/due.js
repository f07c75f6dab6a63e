/** @import { Postponed } from "./listing.js" */

/**
 * Finds the reports that are due. A list has the earliest time at which each may be due. Every callback postpones that
 * time, but must not cost a write to the list, so the report itself is queried when the time comes.
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
