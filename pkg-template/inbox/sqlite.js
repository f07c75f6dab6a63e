import { findDue } from "./due.js";
import { sweepSome } from "./expiry.js";
import { groupCommit } from "./group-commit.js";
import { addListed, cutPage, maybeDue, pageOfListed, postpone, tellListed } from "./listing.js";
import { openDatabase } from "./node-database.js";
import { dueAt, openReport, readReport, readText, recordCallback } from "./reports.js";
import { reportRules } from "./rules.js";
import { createTables } from "./schema.js";
import { answer, claim } from "./submissions.js";

/**
 * @import { SqliteInbox } from "../sqlite.js"
 * @import { Postponed } from "./listing.js"
 */

/** @type {typeof import("../sqlite.js").sqliteInbox} */
export function sqliteInbox(file, { now = Date.now } = {}) {
  const { whenUnlocked, close, ...database } = openDatabase(file, createTables);
  /** @template T @param {() => T} work */
  const transaction = (work) => whenUnlocked(() => database.transaction(work));
  const write = groupCommit({ transaction, savepoint: database.savepoint }, nextTurn);

  /** @type {SqliteInbox} */
  const inbox = {
    async open(facts, imeis) {
      const rules = await reportRules();
      return write(() => {
        const { isComplete, state } = openReport(database, rules, facts, imeis, now());
        const { txid, accountNumber } = facts;
        const { openedAt, dueAt, expiresAt } = state;
        addListed(database, { txid, accountNumber, openedAt: openedAt ?? now(), dueAt, expiresAt });
        return { isComplete };
      });
    },

    async record(callback) {
      const rules = await reportRules();
      return write(() => {
        const recorded = recordCallback(database, rules, callback, now());
        if (recorded.isComplete) postpone(database, [[callback.txid, now()]]);
        return recorded;
      });
    },

    async read(txid, page) {
      return whenUnlocked(() => readReport(database, txid, page));
    },

    async list({ accounts, before, limit }) {
      return whenUnlocked(() => {
        const entries = pageOfListed(database, accounts === "all" ? null : accounts, before, limit);
        const { txids, ...more } = cutPage(entries, limit);
        return { reports: txids.flatMap((txid) => readText(database, txid) ?? []), ...more };
      });
    },

    async due(limit) {
      const rules = await reportRules();
      const lists = {
        maybeDue: (/** @type {number} */ time, /** @type {number} */ most) =>
          whenUnlocked(() => maybeDue(database, time, most)),
        dueAt: (/** @type {string} */ txid, /** @type {number} */ time) =>
          whenUnlocked(() => dueAt(database, rules, txid, time)),
        postpone: (/** @type {Postponed[]} */ reports) => write(() => postpone(database, reports)),
      };
      return findDue(lists, now(), limit);
    },

    async told(txid) {
      await write(() => tellListed(database, txid));
    },

    async claim(submission) {
      return write(() => claim(database, submission, now()));
    },

    async answer(submission, text) {
      await write(() => answer(database, submission, text));
    },

    async sweep() {
      while (await write(() => sweepSome(database, now())));
    },

    close,
  };
  return inbox;
}

/** A transaction is on the disk when it returns. Now it is the turn of what arrived while it was blocking. */
function nextTurn() {
  return new Promise((resolve) => setImmediate(resolve));
}
