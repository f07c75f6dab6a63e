import { cutPage, latestFirst, placeOf } from "./listing.js";
import { reportRules } from "./rules.js";
import { KEPT } from "./submissions.js";

/**
 * @import { DeviceRow, Inbox, ReportState } from "../inbox.js"
 *
 * @typedef {object} Kept A report.
 * @property {string} report
 * @property {ReportState} state as it was when something was last written
 * @property {Map<string, DeviceRow>} devices by IMEI, in the order of `seq`
 * @property {boolean} isTold
 *
 * @typedef {{ fingerprint: string, since: number, answer?: string }} Claimed
 */

/** @type {typeof import("../inbox.js").memoryInbox} */
export function memoryInbox({ now = Date.now } = {}) {
  /** @type {Map<string, Kept>} */
  const reports = new Map();
  /** @type {Map<string, Claimed>} */
  const submissions = new Map();

  /** @param {string} txid */
  const opened = (txid) => {
    const kept = reports.get(txid);
    return kept?.state.openedAt == null ? undefined : kept;
  };

  /** @type {Inbox} */
  const inbox = {
    async open(facts, imeis) {
      const rules = await reportRules();
      const { txid } = facts;
      const kept = reports.get(txid);
      const devices = kept?.devices ?? new Map();
      const others = (imeis ?? []).filter((imei) => !devices.has(imei));
      const known = (imeis?.length ?? 0) - others.length;
      const open = rules.openReport(kept?.report, facts, known, now());
      if (open === undefined) return { isComplete: false };

      for (const imei of imeis ?? []) {
        const device = devices.get(imei);
        if (device !== undefined) device.expected = true;
      }
      for (const [index, imei] of others.entries()) {
        devices.set(imei, { imei, seq: open.seq + index, expected: true, device: null });
      }
      reports.set(txid, { report: open.report, state: open.state, devices, isTold: false });
      return { isComplete: open.state.state === "complete" };
    },

    async record({ txid, imeis, body }) {
      const rules = await reportRules();
      const kept = reports.get(txid);
      const devices = kept?.devices ?? new Map();
      const folded = rules.foldCallback(
        kept?.report,
        imeis.flatMap((imei) => devices.get(imei) ?? []),
        body,
        now(),
      );
      if (folded === undefined) throw new TypeError("The body is not a callback: check it with readCallback first.");

      for (const row of folded.rows) {
        if (devices.get(row.imei)?.seq !== row.seq) devices.delete(row.imei);
        devices.set(row.imei, row);
      }
      const { report, state } = folded;
      reports.set(txid, { report, state, devices, isTold: kept?.isTold ?? false });
      return { isComplete: state.state === "complete" && kept?.state.state !== "complete" };
    },

    async read(txid, { since = 0, limit }) {
      const kept = opened(txid);
      if (kept === undefined) return undefined;
      const rows = [];
      for (const row of kept.devices.values()) {
        if (rows.length === limit) break;
        if (row.seq > since) rows.push({ ...row });
      }
      return { report: kept.report, rows };
    },

    async list({ accounts, before, limit }) {
      const place = placeOf(before);
      const entries = [...reports.keys()]
        .flatMap((txid) => opened(txid)?.state ?? [])
        .filter(({ accountNumber }) => accounts === "all" || accounts.includes(String(accountNumber)))
        .map(({ txid, openedAt }) => ({ txid, openedAt: Number(openedAt) }))
        .filter((entry) => latestFirst(place, entry) < 0)
        .sort(latestFirst);
      const { txids, ...more } = cutPage(entries, limit);
      return { reports: txids.flatMap((txid) => reports.get(txid)?.report ?? []), ...more };
    },

    async due(limit) {
      const { reportState } = await reportRules();
      const isDue = (/** @type {Kept} */ { report, isTold }) => {
        const { dueAt } = reportState(report, now());
        return !isTold && dueAt !== null && dueAt <= now();
      };
      return [...reports].flatMap(([txid, kept]) => (isDue(kept) ? txid : [])).slice(0, limit);
    },

    async told(txid) {
      const kept = opened(txid);
      if (kept !== undefined) kept.isTold = true;
    },

    async claim({ caller, key, fingerprint }) {
      const name = JSON.stringify([caller, key]);
      const known = submissions.get(name);
      if (known === undefined || known.since + KEPT <= now()) {
        submissions.set(name, { fingerprint, since: now() });
        return { state: "new" };
      }
      if (known.fingerprint !== fingerprint) return { state: "other_body" };
      const { since, answer } = known;
      return answer === undefined ? { state: "underway", since } : { state: "answered", answer };
    },

    async answer({ caller, key }, text) {
      const known = submissions.get(JSON.stringify([caller, key]));
      if (known !== undefined) known.answer = text;
    },

    async sweep() {
      for (const [txid, { state }] of reports) if (state.expiresAt <= now()) reports.delete(txid);
      for (const [name, { since }] of submissions) if (since + KEPT <= now()) submissions.delete(name);
    },
  };
  return inbox;
}
