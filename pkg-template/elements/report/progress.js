import { counted, durationText, numberText } from "../numbers.js";
import { againText, timeText } from "./words.js";

/**
 * @import { ReportEvents, ReportSummary } from "../../gateway.js"
 * @import { Parts } from "./skeleton.js"
 * @import { Connection } from "./stream.js"
 */

/** After how many milliseconds without an answer the user is told so. */
const LONG = 60_000;

/** @type {Record<Connection, string>} */
const connectionTexts = {
  connecting: "○ Connecting",
  connected: "● Connected",
  reconnecting: "◌ Connection lost. Reconnecting",
  "given up": "✕ Not connected",
  ended: "✓ Nothing more is waited for",
};

/**
 * Shows the progress of the report, and whether more is expected.
 *
 * @param {Parts} part
 * @param {ReportEvents["report"] | undefined} report
 * @param {Connection} connection
 * @param {string} reason why there is none
 * @param {number} now the server's time, in milliseconds since 1970
 */
export function drawProgress(part, report, connection, reason, now) {
  const bar = /** @type {HTMLProgressElement} */ (part("bar"));
  const isOver = connection === "ended" || connection === "given up";
  part("headline").textContent = headline(report, isOver);
  part("connection").textContent = connectionTexts[connection];
  part("resume").hidden = connection !== "given up";
  if (report?.expected) bar.value = report.answered / report.expected;
  else if (isOver) bar.value = report ? 1 : 0;
  // Without a value, it shows that something is in progress.
  else bar.removeAttribute("value");
  part("facts").textContent = report ? facts(report) : "";
  part("last").textContent = report ? lastAnswer(report, now) : "";
  part("notice").textContent = reason || (report ? notice(report, now) : "");
  const silent = report?.state === "settled" ? (report.silent ?? 0) : 0;
  part("again").hidden = silent === 0;
  part("again").textContent = againText(silent);
}

/**
 * @param {ReportEvents["report"] | undefined} report
 * @param {boolean} isOver
 */
export function headline(report, isOver) {
  if (!report) return isOver ? "There is no report to show" : "Waiting for the report";
  const { state, expected, answered, unexpected } = report;
  if (state !== "waiting" && answered + unexpected === 0) return "No device has answered";
  const all = haveAnswered(expected ?? answered);
  if (expected === null) return all;
  if (state === "complete") return expected === 1 ? "The device has answered" : `All ${all}`;
  return `${numberText(answered)} of ${all}`;
}

/** @param {number} count */
function haveAnswered(count) {
  return `${counted(count, "device has", "devices have")} answered`;
}

/** The latest of a report, or of the reports of a fleet; 0 for none. @param {ReportEvents["report"]} report @param {"openedAt" | "lastMessageAt"} name */
function latest(report, name) {
  return Math.max(...partsOf(report).map((part) => part[name] ?? 0));
}

/** @param {ReportEvents["report"]} report @returns {readonly ReportSummary[]} */
function partsOf(report) {
  return "reports" in report ? report.reports : [report];
}

/** @param {ReportEvents["report"]} report */
function facts(report) {
  const [{ request: { startDate, endDate } = {} }] = partsOf(report);
  const openedAt = latest(report, "openedAt");
  return [
    report.accountNumber && `Account ${report.accountNumber}`,
    (startDate || endDate) && `${startDate ?? ""} to ${endDate ?? "today"}, UTC`,
    openedAt && `asked ${timeText(openedAt)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** @param {ReportEvents["report"]} report @param {number} now */
function lastAnswer(report, now) {
  const at = latest(report, "lastMessageAt");
  if (!at) return "";
  return `Last answer ${report.state === "waiting" ? `${durationText(Math.max(now - at, 0))} ago` : timeText(at)}`;
}

/** What the user should know. @param {ReportEvents["report"]} report @param {number} now */
function notice(report, now) {
  const { state, expected, silent } = report;
  const [fault] = partsOf(report).flatMap(({ faults }) => faults?.first ?? []);
  const since = latest(report, "lastMessageAt") || latest(report, "openedAt");
  const silence = now - since;
  if (fault) return `ThingSpace sent a fault instead of a report: ${JSON.stringify(fault)}`;
  if (state === "complete") return "";
  if (state === "settled") {
    if (expected === null) return "Nothing has arrived for a while, so no more are expected.";
    return `${counted(silent ?? 0, "device has", "devices have")} not answered. Later answers will be added.`;
  }
  if (since && silence > LONG) {
    return `Nothing has arrived for ${durationText(silence)}. If this continues, check that the account’s callbacks are sent to this server.`;
  }
  return expected === null ? "It is not known how many devices the account has." : "";
}
