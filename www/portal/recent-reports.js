import { addressOf } from "./address.js";
import { knownFleets } from "./fleets.js";
import { stateText, timeText } from "./report-words.js";

/** @import { ReportList, ReportSummary } from "thingspace-aggregate/gateway" */

/** What a row shows: a report, or those of a fleet together. @typedef {ReportSummary & { txids: readonly string[] }} Row */

/** How many rows the list has. */
const LISTED = 20;

/** Reports that the server lists at once, at most. */
const MOST_REPORTS = 200;

/** Milliseconds until the list is asked for again: while a report arrives, and when none does. */
const SOON = 5_000;
const LATER = 60_000;

/** Milliseconds that the server may take. */
const PATIENCE = 20_000;

const SIGNED_OUT = "You are not signed in any more. Load the page again to sign in.";
const UNREACHABLE = "The server cannot be reached now. The list is shown as soon as it answers.";

/** The reports that were asked for last, each a link to its address. Only while somebody looks is the list refreshed. */
export class RecentReports {
  #list;
  #state;
  /** By the first transaction id: rows stay when they change, and with them the focus. @type {Map<string, HTMLLIElement>} */
  #rows = new Map();
  #isShown = false;
  #failures = 0;
  #latest = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} state says why there is nothing in the list
   */
  constructor(list, state) {
    this.#list = list;
    this.#state = state;
    document.addEventListener("visibilitychange", () => this.refresh());
    addEventListener("online", () => this.refresh());
  }

  show() {
    this.#isShown = true;
    this.refresh();
  }

  hide() {
    this.#isShown = false;
    clearTimeout(this.#timer);
  }

  /** Asks at once, if somebody looks. */
  async refresh() {
    clearTimeout(this.#timer);
    if (!this.#isShown || document.hidden) return;
    const current = ++this.#latest;
    const found = await readList();
    if (current !== this.#latest) return;
    this.#failures = typeof found === "string" ? this.#failures + 1 : 0;
    if (typeof found === "string") this.#say(found);
    else this.#draw(found.reports);
    if (!this.#isShown) return;
    this.#timer = setTimeout(() => this.refresh(), this.#wait(found));
  }

  /** @param {ReportList | string} found */
  #wait(found) {
    if (typeof found === "string") return Math.min(SOON * 2 ** (this.#failures - 1), LATER);
    return found.reports.some(({ state }) => state === "waiting") ? SOON : LATER;
  }

  /** @param {string} text */
  #say(text) {
    // A live region is read out when it changes, even to the same words.
    if (this.#state.textContent !== text) this.#state.textContent = text;
  }

  /** @param {readonly ReportSummary[]} reports */
  #draw(reports) {
    this.#say(reports.length === 0 ? "There are none yet." : "");
    const shown = together(reports).slice(0, LISTED);
    const rows = shown.map((row) => this.#row(row));
    // Rows that are where they belong are not touched.
    for (const [at, row] of rows.entries()) {
      const there = this.#list.children[at] ?? null;
      if (there !== row) this.#list.insertBefore(row, there);
    }
    for (const row of [...this.#list.children].slice(rows.length)) row.remove();
    this.#rows = new Map(shown.map(({ txids: [first = ""] }, at) => [first, /** @type {HTMLLIElement} */ (rows[at])]));
  }

  /** @param {Row} report */
  #row(report) {
    const { txids, accountNumber, state } = report;
    const row = this.#rows.get(txids[0] ?? "") ?? makeRow(report);
    const fleet = txids.length > 1 ? ` · ${txids.length} reports as one` : "";
    setText(row, ".state", stateText(report));
    setText(row, ".account", `Account ${accountNumber}${fleet}`);
    /** @type {HTMLAnchorElement} */ (row.querySelector("a")).href = addressOf(txids);
    row.dataset.state = state;
    return row;
  }
}

/**
 * The rows of these reports: those of a fleet are one, where the latest of them stands.
 *
 * @param {readonly ReportSummary[]} reports
 */
function together(reports) {
  const fleets = new Map(knownFleets().flatMap((txids) => txids.map((txid) => [txid, txids])));
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const report of reports) {
    const txids = fleets.get(report.txid) ?? [report.txid];
    const key = txids.join();
    const others = rows.get(key);
    rows.set(key, others ? joined(others, report) : { ...report, txids });
  }
  return [...rows.values()];
}

/**
 * @param {Row} row of other reports of the fleet
 * @param {ReportSummary} report
 * @returns {Row}
 */
function joined(row, { state, expected, answered, failed, faults }) {
  const states = [row.state, state];
  return {
    ...row,
    state: states.find((one) => one === "waiting") ?? states.find((one) => one === "settled") ?? "complete",
    expected: Number(row.expected) + Number(expected),
    answered: row.answered + answered,
    failed: row.failed + failed,
    ...(faults && { faults }),
  };
}

/**
 * @param {HTMLElement} row
 * @param {string} selector
 * @param {string} text
 */
function setText(row, selector, text) {
  const place = /** @type {HTMLElement} */ (row.querySelector(selector));
  if (place.textContent !== text) place.textContent = text;
}

/** @returns {Promise<ReportList | string>} the list, or why there is none */
async function readList() {
  const further = knownFleets().reduce((sum, { length }) => sum + length - 1, 0);
  try {
    const reply = await fetch(`/api/reports?limit=${Math.min(LISTED + further, MOST_REPORTS)}`, {
      cache: "no-store",
      // A redirect leads to a page where people sign in.
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (reply.ok) return await reply.json();
    const isSignedOut = reply.type === "opaqueredirect" || reply.status === 401 || reply.status === 403;
    return isSignedOut ? SIGNED_OUT : UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}

/** @param {ReportSummary} report */
function makeRow({ openedAt }) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.append(part("when", timeText(openedAt)), part("state"), part("account"));
  row.append(link);
  return row;
}

/**
 * @param {string} className
 * @param {string} [text]
 */
function part(className, text = "") {
  const span = document.createElement("span");
  span.className = className;
  span.textContent = text;
  return span;
}
