import { make } from "../make.js";
import { counted, durationText, numberText } from "../numbers.js";
import { timeText } from "./words.js";

/**
 * @import { ReportEvent } from "./events.js"
 * @import { Connection } from "./stream.js"
 */

/** Milliseconds without an answer after which the reader is told so. */
const LONG = 60_000;

/** How far the report is, and whether anything still comes. */
export class ProgressView {
  #headline = make("h2", { tabIndex: -1 });
  #bar = make("progress", { max: 1, "aria-label": "Devices that have answered" });
  #connection = make("span");
  #resume = make("button", { className: "small", hidden: true });
  #facts = make("p", { className: "quiet" });
  #notice = make("p", { className: "notice" });
  #again = make("button", { className: "small", hidden: true });

  /** Shows what is drawn once, when nothing is known. */
  element = make(
    "div",
    { part: "progress" },
    this.#headline,
    this.#bar,
    make("div", { className: "row quiet" }, this.#connection, this.#resume),
    this.#facts,
    make("div", { className: "row notices" }, this.#notice, this.#again),
  );

  /** @param {{ onResume: () => void, onAskAgain: () => void }} listener */
  constructor({ onResume, onAskAgain }) {
    this.#resume.textContent = "Resume";
    this.#resume.onclick = () => {
      // The button goes, and would take the focus along.
      this.#headline.focus();
      onResume();
    };
    this.#again.onclick = onAskAgain;
  }

  /**
   * @param {ReportEvent | undefined} report
   * @param {{ connection: Connection, reason: string }} state
   */
  draw(report, { connection, reason }) {
    const isOver = connection === "ended" || connection === "given up";
    this.#headline.textContent = headline(report, isOver);
    this.element.dataset.connection = connection;
    this.#connection.textContent = connectionTexts[connection];
    this.#resume.hidden = connection !== "given up";
    // Without a value, it shows that something is under way.
    const isKnown = report !== undefined && (report.expected !== null || report.state !== "waiting");
    if (isKnown) this.#bar.value = report.expected ? report.answered / report.expected : 1;
    else if (isOver) this.#bar.value = 0;
    else this.#bar.removeAttribute("value");
    this.#facts.textContent = report === undefined ? "" : facts(report);
    this.#notice.textContent = reason || (report === undefined ? "" : notice(report));
    const silent = report?.state === "settled" ? (report.silent ?? 0) : 0;
    this.#again.hidden = silent === 0;
    this.#again.textContent = `Ask again for these ${numberText(silent)}`;
  }
}

/** @type {Record<Connection, string>} */
const connectionTexts = {
  connecting: "○ Connecting",
  connected: "● Connected",
  reconnecting: "◌ Connection lost. Reconnecting",
  "given up": "✕ Not connected",
  ended: "✓ Nothing more is waited for",
};

/**
 * @param {ReportEvent | undefined} report
 * @param {boolean} isOver
 */
export function headline(report, isOver) {
  if (report === undefined) return isOver ? "There is no report to show" : "Waiting for the report";
  const { state, expected, answered } = report;
  if (state !== "waiting" && answered + report.unexpected === 0) return "No device has answered";
  if (expected === null) return `${counted(answered, "device has", "devices have")} answered`;
  if (state === "complete") return `All ${counted(expected, "device has", "devices have")} answered`;
  return `${numberText(answered)} of ${counted(expected, "device has", "devices have")} answered`;
}

/** @param {ReportEvent} report */
function facts({ accountNumber, request = {}, reports, ...report }) {
  const { startDate, endDate } = request;
  const parts = reports ?? [report];
  const times = (/** @type {"openedAt" | "lastMessageAt"} */ name) => parts.map((part) => part[name] ?? 0);
  const openedAt = Math.min(...times("openedAt"));
  const lastAt = Math.max(...times("lastMessageAt"));
  return [
    accountNumber && `Account ${accountNumber}`,
    (startDate || endDate) && `${startDate ?? "…"} to ${endDate ?? "…"}, UTC`,
    openedAt > 0 && `asked ${timeText(openedAt)}`,
    lastAt > 0 && (report.state === "waiting" ? `last answer ${ago(lastAt)}` : `last answer ${timeText(lastAt)}`),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** @param {number} time */
function ago(time) {
  return `${durationText(Math.max(Date.now() - time, 0))} ago`;
}

/** What the reader should know. @param {ReportEvent} report */
function notice({ state, expected, silent, faults, reports, ...report }) {
  const [fault] = faults?.first ?? [];
  if (fault !== undefined) return `ThingSpace sent a fault in place of a report: ${JSON.stringify(fault)}`;
  if (state === "settled" && expected === null) {
    return "Nothing has come for a while, so this counts as all. How many devices the account has is not known.";
  }
  if (state === "settled") {
    return `${counted(silent ?? 0, "device has", "devices have")} not answered. What still comes is added.`;
  }
  if (state === "complete") return "";
  const parts = reports ?? [report];
  const since = Math.max(...parts.map(({ openedAt, lastMessageAt }) => lastMessageAt ?? openedAt ?? 0));
  const silence = Date.now() - since;
  if (since > 0 && silence > LONG) {
    return `Nothing has come for ${durationText(silence)}. Many devices take ThingSpace a while. If nothing comes at all, check that the account’s callbacks are sent to this server.`;
  }
  return expected === null ? "How many devices the account has is not known, so neither is how many are left." : "";
}
