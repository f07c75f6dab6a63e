import { addressOf } from "./address.js";
import { stateText, timeText } from "./report-words.js";

/** @import { ReportList, ReportSummary } from "thingspace-aggregate/gateway" */

/** How many reports are listed. */
const LISTED = 20;

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
  /** By transaction id: rows stay when they change, and with them the focus. @type {Map<string, HTMLLIElement>} */
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
    const rows = reports.map((report) => this.#row(report));
    // Rows that are where they belong are not touched.
    for (const [at, row] of rows.entries()) {
      const there = this.#list.children[at] ?? null;
      if (there !== row) this.#list.insertBefore(row, there);
    }
    for (const row of [...this.#list.children].slice(rows.length)) row.remove();
    this.#rows = new Map(reports.map(({ txid }, at) => [txid, /** @type {HTMLLIElement} */ (rows[at])]));
  }

  /** @param {ReportSummary} report */
  #row(report) {
    const row = this.#rows.get(report.txid) ?? makeRow(report);
    const state = /** @type {HTMLElement} */ (row.querySelector(".state"));
    const text = stateText(report);
    if (state.textContent !== text) state.textContent = text;
    row.dataset.state = report.state;
    return row;
  }
}

/** @returns {Promise<ReportList | string>} the list, or why there is none */
async function readList() {
  try {
    const reply = await fetch(`/api/reports?limit=${LISTED}`, {
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
function makeRow({ txid, accountNumber, openedAt }) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = addressOf([txid]);
  link.append(part("when", timeText(openedAt)), part("state", ""), part("account", `Account ${accountNumber}`));
  row.append(link);
  return row;
}

/**
 * @param {string} className
 * @param {string} text
 */
function part(className, text) {
  const span = document.createElement("span");
  span.className = className;
  span.textContent = text;
  return span;
}
