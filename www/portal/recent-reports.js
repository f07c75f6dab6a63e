import { addressOf } from "./address.js";
import { stateText, timeText } from "./report-words.js";

/** @import { ReportSummary } from "thingspace-aggregate/gateway" */
/** @import { Row } from "./fleets.js" */

/** How many rows the list has. */
const LISTED = 20;

/** How many reports the server lists at most. */
const MOST_REPORTS = 200;

/** Milliseconds until the list is requested again: while a report is arriving, and otherwise. */
const SOON = 5_000;
const LATER = 60_000;

/** How long the server may take, in milliseconds. */
const PATIENCE = 20_000;

const SIGNED_OUT = "You are not signed in any more. Load the page again to sign in.";
const UNREACHABLE = "The server cannot be reached now. The list is shown as soon as it answers.";

/** The latest reports, each with a link to its address. The list is refreshed only while it is visible. */
export class RecentReports {
  #list;
  #state;
  /** By {@link keyOf}: rows are kept when they change, and so is the focus. @type {Map<string, HTMLLIElement>} */
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

  /** Requests the list at once, if it is visible. */
  async refresh() {
    clearTimeout(this.#timer);
    if (!this.#isShown || document.hidden) return;
    const current = ++this.#latest;
    const found = await readList();
    if (current !== this.#latest) return;
    this.#failures = typeof found === "string" ? this.#failures + 1 : 0;
    if (typeof found === "string") this.#say(found);
    else this.#draw(found);
    if (!this.#isShown) return;
    this.#timer = setTimeout(() => this.refresh(), this.#wait(found));
  }

  /** @param {readonly Row[] | string} found */
  #wait(found) {
    if (typeof found === "string") return Math.min(SOON * 2 ** (this.#failures - 1), LATER);
    return found.some(({ state }) => state === "waiting") ? SOON : LATER;
  }

  /** @param {string} text */
  #say(text) {
    // A live region is read out when it changes, even to the same words.
    if (this.#state.textContent !== text) this.#state.textContent = text;
  }

  /** @param {readonly Row[]} reports */
  #draw(reports) {
    this.#say(reports.length === 0 ? "There are none yet." : "");
    const rows = reports.map((report) => this.#row(report));
    // Rows that are already in place are not touched.
    for (const [at, row] of rows.entries()) {
      const there = this.#list.children[at] ?? null;
      if (there !== row) this.#list.insertBefore(row, there);
    }
    for (const row of [...this.#list.children].slice(rows.length)) row.remove();
    this.#rows = new Map(reports.map((report, at) => [keyOf(report), /** @type {HTMLLIElement} */ (rows[at])]));
  }

  /** @param {Row} report */
  #row(report) {
    const { txid, txids = [txid], accountNumber, state } = report;
    const row = this.#rows.get(keyOf(report)) ?? makeRow(report);
    const fleet = txids.length > 1 ? ` · ${txids.length} reports as one` : "";
    setText(row, ".state", stateText(report));
    setText(row, ".account", `Account ${accountNumber}${fleet}`);
    /** @type {HTMLAnchorElement} */ (row.querySelector("a")).href = addressOf(txids);
    row.dataset.state = state;
    return row;
  }
}

/** A row is kept when more reports of its fleet arrive. @param {Row} report */
function keyOf({ txid, txids: [first = txid] = [] }) {
  return first;
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

/** @returns {Promise<readonly Row[] | string>} the rows, or why there are none */
async function readList() {
  try {
    // It comes with what shows a report: whoever asked for a fleet has that.
    const fleets = hasFleets() ? await import("./report-view.js") : undefined;
    const limit = Math.min(LISTED + (fleets?.furtherReports() ?? 0), MOST_REPORTS);
    const reply = await fetch(`/api/reports?limit=${limit}`, {
      cache: "no-store",
      // A redirect leads to a login page.
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (reply.ok) {
      const { reports } = await reply.json();
      return fleets ? fleets.together(reports).slice(0, LISTED) : reports;
    }
    const isSignedOut = reply.type === "opaqueredirect" || reply.status === 401 || reply.status === 403;
    return isSignedOut ? SIGNED_OUT : UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}

function hasFleets() {
  try {
    return "fleets" in localStorage;
  } catch {
    // Some browsers store nothing at all.
    return false;
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
