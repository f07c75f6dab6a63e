import { findDue } from "./due.js";
import { sweepSome } from "./expiry.js";
import { addListed, cutPage, maybeDue, pageOfListed, postpone, tellListed } from "./listing.js";
import { openDatabase } from "./node-database.js";
import { dueAt, openReport, readReport, readText, recordCallback } from "./reports.js";
import { reportRules } from "./rules.js";
import { answer, claim } from "./submissions.js";

/** @import { SqliteInbox } from "../sqlite.js" */

/** @type {typeof import("../sqlite.js").sqliteInbox} */
export function sqliteInbox(file, { now = Date.now } = {}) {
  const { close, ...database } = openDatabase(file);
  const { transaction } = database;

  /** @type {SqliteInbox} */
  const inbox = {
    async open(facts, imeis) {
      const rules = await reportRules();
      return transaction(() => {
        const { isComplete, state } = openReport(database, rules, facts, imeis, now());
        const { txid, accountNumber } = facts;
        const { openedAt, dueAt, expiresAt } = state;
        addListed(database, { txid, accountNumber, openedAt: openedAt ?? now(), dueAt, expiresAt });
        return { isComplete };
      });
    },

    async record(callback) {
      const rules = await reportRules();
      return transaction(() => {
        const recorded = recordCallback(database, rules, callback, now());
        if (recorded.isComplete) postpone(database, [[callback.txid, now()]]);
        return recorded;
      });
    },

    async read(txid, page) {
      return readReport(database, txid, page);
    },

    async list({ accounts, before, limit }) {
      const entries = pageOfListed(database, accounts === "all" ? null : accounts, before, limit);
      const { txids, ...more } = cutPage(entries, limit);
      return { reports: txids.flatMap((txid) => readText(database, txid) ?? []), ...more };
    },

    async due(limit) {
      const rules = await reportRules();
      const lists = {
        maybeDue: maybeDue.bind(null, database),
        dueAt: dueAt.bind(null, database, rules),
        postpone: postpone.bind(null, database),
      };
      return findDue(lists, now(), limit);
    },

    async told(txid) {
      tellListed(database, txid);
    },

    async claim(submission) {
      return transaction(() => claim(database, submission, now()));
    },

    async answer(submission, text) {
      answer(database, submission, text);
    },

    async sweep() {
      while (transaction(() => sweepSome(database, now()))) await nextTurn();
    },

    close,
  };
  return inbox;
}

/** Lets others have their turn. */
function nextTurn() {
  return new Promise((resolve) => setTimeout(resolve));
}
