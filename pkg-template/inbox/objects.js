import { DurableObject } from "cloudflare:workers";
import { addListed, maybeDue, pageOfListed, postpone, tellListed } from "./listing.js";
import { ObjectStore } from "./object-store.js";
import { dueAt, openReport, readReport, readText, recordCallback } from "./reports.js";
import { reportRules } from "./rules.js";
import { answer, claim } from "./submissions.js";

/**
 * The objects do not know each other: `durableInbox` calls one after the other. They hold no streams and no timers, so
 * that they sleep whenever there are no requests.
 *
 * @import { Callback, ReportFacts, Submission } from "../inbox.js"
 * @import { DurableObjectState } from "cloudflare:workers"
 * @import { Listed, Postponed } from "./listing.js"
 */

class StoringObject extends DurableObject {
  /**
   * @param {DurableObjectState} ctx
   * @param {object} env
   */
  constructor(ctx, env) {
    super(ctx, env);
    // A property of the instance, so that nobody can call it from outside.
    this.store = new ObjectStore(ctx.storage);
  }

  alarm() {
    return this.store.sweep();
  }
}

/** One report, named by its txid. */
export class ReportObject extends StoringObject {
  /** @param {ReportFacts} facts @param {readonly string[] | null} imeis @param {number} now */
  async open(facts, imeis, now) {
    const rules = await reportRules();
    return this.store.write((database) => openReport(database, rules, facts, imeis, now), now);
  }

  /** @param {Callback} callback @param {number} now */
  async record(callback, now) {
    const rules = await reportRules();
    return this.store.write((database) => recordCallback(database, rules, callback, now), now);
  }

  /** @param {string} txid @param {{ since?: number | undefined, limit: number }} page */
  read(txid, page) {
    return this.store.read((database) => readReport(database, txid, page));
  }

  /** @param {string} txid */
  text(txid) {
    return this.store.read((database) => readText(database, txid));
  }

  /** @param {string} txid @param {number} now */
  async dueAt(txid, now) {
    const rules = await reportRules();
    return this.store.read((database) => dueAt(database, rules, txid, now)) ?? null;
  }
}

/**
 * The list of an account's reports, named by the account number; the one of all reports also knows which may be due.
 */
export class AccountObject extends StoringObject {
  /** @param {Listed} report @param {number} now */
  add(report, now) {
    return this.store.write((database) => addListed(database, report), now);
  }

  /** @param {string | undefined} before @param {number} limit */
  page(before, limit) {
    return this.store.read((database) => pageOfListed(database, null, before, limit)) ?? [];
  }

  /** @param {number} now @param {number} limit */
  maybeDue(now, limit) {
    return this.store.read((database) => maybeDue(database, now, limit)) ?? [];
  }

  /** @param {readonly Postponed[]} reports @param {number} now */
  postpone(reports, now) {
    return this.store.write((database) => postpone(database, reports), now);
  }

  /** @param {string} txid @param {number} now */
  told(txid, now) {
    return this.store.write((database) => tellListed(database, txid), now);
  }
}

/** A caller's idempotency keys, named by the caller. */
export class CallerObject extends StoringObject {
  /** @param {Submission & { fingerprint: string }} submission @param {number} now */
  claim(submission, now) {
    return this.store.write((database) => claim(database, submission, now), now);
  }

  /** @param {Submission} submission @param {string} text @param {number} now */
  answer(submission, text, now) {
    return this.store.write((database) => answer(database, submission, text), now);
  }
}
