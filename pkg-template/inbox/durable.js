import { findDue } from "./due.js";
import { cutPage, latestFirst } from "./listing.js";
import { named } from "./named.js";

/**
 * @import { Inbox } from "../inbox.js"
 * @import { Stub } from "cloudflare:workers"
 * @import { AccountObject, CallerObject, ReportObject } from "./objects.js"
 */

/** The name of the list of all reports. */
const ALL = "all";
const ofAccount = (/** @type {string} */ accountNumber) => `account ${accountNumber}`;

/** @type {typeof import("../cloudflare.js").durableInbox} */
export function durableInbox({ REPORTS, ACCOUNTS, CALLERS }, { now = Date.now } = {}) {
  /** @type {(txid: string) => Stub<ReportObject>} */
  const reportOf = named(REPORTS);
  /** @type {(name: string) => Stub<AccountObject>} */
  const listOf = named(ACCOUNTS);
  /** @type {(caller: string) => Stub<CallerObject>} */
  const keysOf = named(CALLERS);

  /** @type {Inbox} */
  const inbox = {
    async open(facts, imeis) {
      const { txid, accountNumber } = facts;
      const { isComplete, state } = await reportOf(txid).open(facts, imeis, now());
      const { openedAt, dueAt, expiresAt } = state;
      const report = { txid, accountNumber, openedAt: openedAt ?? now(), expiresAt };
      await Promise.all([
        listOf(ALL).add({ ...report, dueAt }, now()),
        listOf(ofAccount(accountNumber)).add({ ...report, dueAt: null }, now()),
      ]);
      return { isComplete };
    },

    async record(callback) {
      const { isComplete } = await reportOf(callback.txid).record(callback, now());
      // The callback is kept whether or not this succeeds, without which the report is found due a little later.
      if (isComplete)
        await listOf(ALL)
          .postpone([[callback.txid, now()]], now())
          .catch(() => {});
      return { isComplete };
    },

    async read(txid, page) {
      return reportOf(txid).read(txid, page);
    },

    async list({ accounts, before, limit }) {
      const names = accounts === "all" ? [ALL] : [...new Set(accounts)].map(ofAccount);
      const pages = await Promise.all(names.map((name) => listOf(name).page(before, limit)));
      const { txids, ...more } = cutPage(pages.flat().sort(latestFirst), limit);
      const reports = await Promise.all(txids.map((txid) => reportOf(txid).text(txid)));
      return { reports: reports.flatMap((report) => report ?? []), ...more };
    },

    async due(limit) {
      const list = listOf(ALL);
      const lists = {
        maybeDue: (/** @type {number} */ time, /** @type {number} */ most) => list.maybeDue(time, most),
        dueAt: (/** @type {string} */ txid, /** @type {number} */ time) => reportOf(txid).dueAt(txid, time),
        postpone: (/** @type {import("./listing.js").Postponed[]} */ reports) => list.postpone(reports, now()),
      };
      return findDue(lists, now(), limit);
    },

    async told(txid) {
      await listOf(ALL).told(txid, now());
    },

    async claim(submission) {
      return keysOf(submission.caller).claim(submission, now());
    },

    async answer(submission, text) {
      await keysOf(submission.caller).answer(submission, text, now());
    },

    // Each object sets an alarm and deletes by itself.
    async sweep() {},
  };
  return inbox;
}
