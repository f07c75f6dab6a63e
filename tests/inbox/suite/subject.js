import { reportRules } from "../../../pkg/inbox/rules.js";
import { presentReport } from "../../../pkg/server-core.js";
import { ok } from "../../runtimes/suite/expect.js";

/**
 * @import { Inbox, StoredReport } from "../../../pkg-template/inbox.js"
 *
 * @typedef {(now: () => number) => Inbox} MakeInbox Gives an inbox over what is stored, which tells time like this.
 *
 * @typedef {object} PublicReport As far as the checks read it.
 * @property {"waiting" | "complete" | "settled"} state
 * @property {number | null} expected
 * @property {number} answered
 * @property {number} failed
 * @property {number | null} silent
 * @property {number} unexpected
 * @property {number} repeated
 * @property {number} revised
 * @property {number} numberOfSessions
 * @property {number} bytesTransferred
 * @property {{ count: number }} [faults]
 * @property {{ imei: string, state: string, bytesTransferred?: number, revised?: boolean }[]} devices
 */

const ACCOUNT = "0000123456-00001";

/** What a check works with: an inbox, a clock of its own, and names that no other check has. */
export class Subject {
  now = Date.now();

  /** @param {MakeInbox} makeInbox @param {string} name no other subject's */
  constructor(makeInbox, name) {
    this.inbox = makeInbox(() => this.now);
    this.txid = name;
    this.account = `account of ${name}`;
  }

  /**
   * Opens a report for these devices.
   *
   * @param {readonly string[] | null} imeis
   * @param {{ txid?: string, account?: string }} [how]
   */
  open(imeis, { txid = this.txid, account = ACCOUNT } = {}) {
    const expected = imeis?.length ?? null;
    return this.inbox.open({ txid, accountNumber: account, caller: "portal", expected }, imeis);
  }

  /**
   * @param {object} message what the callback says, apart from the txid
   * @param {string} [txid]
   */
  async record(message, txid = this.txid) {
    const body = JSON.stringify({ txid, ...message });
    const { readCallback } = await reportRules();
    const callback = readCallback(body);
    if (callback === undefined) throw new Error(`This is not a callback: ${body}`);
    return this.inbox.record({ ...callback, body });
  }

  /** @param {string} [txid] @returns {Promise<PublicReport>} the whole of it */
  async report(txid = this.txid) {
    await reportRules(); // with them, the core is ready
    const { report, rows } = await this.read({ limit: 20_000 }, txid);
    return JSON.parse(presentReport(report, rows, this.now));
  }

  /** @param {{ since?: number, limit: number }} page @param {string} [txid] @returns {Promise<StoredReport>} */
  async read(page, txid = this.txid) {
    const stored = await this.inbox.read(txid, page);
    ok(stored !== undefined, `a report ${txid}`);
    return stored;
  }

  /** Whether somebody is to be told of the report. */
  async isDue(txid = this.txid) {
    return (await this.inbox.due(1_000)).includes(txid);
  }
}

/** @param {number} index */
export const imei = (index) => String(100_000_000_000_000 + index);

/** @param {number} count */
export const imeis = (count, first = 0) => Array.from({ length: count }, (_, index) => imei(first + index));

/** @param {string} device */
export const usage = (device, bytesTransferred = 1_000, numberOfSessions = 1) => ({
  usage: [{ imei: device, numberOfSessions, bytesTransferred }],
});
