/** @import { AggregateReceipt, AggregateReportError, ErrorKind } from "thingspace-aggregate" */

/** What happened, and what to do about it. @type {Record<ErrorKind, [string, string]>} */
const byKind = {
  invalid: ["The request was not sent", "Correct what is marked above."],
  token: ["The request was not sent", "Sign in again."],
  bad_request: ["ThingSpace refused the request", "Correct what it names."],
  unauthorized: ["You are not signed in", "Sign in, then submit again."],
  forbidden: ["This report is not allowed", "Check that the devices are certified, and that you may see this account."],
  not_found: ["ThingSpace did not find it", "Check the account number, and that the devices are active."],
  conflict: ["ThingSpace reports a conflict", "Check that the account has bought the service."],
  rate_limited: ["ThingSpace takes no more requests for now", "Wait a while before you submit again."],
  server_error: ["ThingSpace failed", "If it stays so, tell whoever runs this page."],
  unexpected_status: ["This server could not submit the report", "Tell whoever runs this page."],
  invalid_response: ["There was no receipt", "Tell whoever runs this page."],
  network: ["The connection failed", "Check your network."],
  timeout: ["There was no answer in time", "If it stays so, tell whoever runs this page."],
};

const SAFE = "Nothing was queued: it is safe to submit again.";
const UNSURE =
  "The report may be queued all the same: wait for its callbacks before you submit again, or it may be made twice.";

/**
 * @param {HTMLElement} place
 * @param {AggregateReceipt} receipt
 * @param {string} devices
 */
export function showReceipt(place, { txid, status }, devices) {
  const details = { "Transaction ID": txid, Status: status || "not given", Devices: devices };
  show(place, "success", [
    heading(status === "COMPLETED" ? "The report is made" : "The report is queued"),
    paragraph("It arrives at the listener of the account, under this transaction ID."),
    definitions(details),
  ]);
}

/**
 * @param {HTMLElement} place
 * @param {AggregateReportError} error
 */
export function showError(place, error) {
  const [title, advice] = byKind[error.kind];
  const wait = error.retryAfter === undefined ? "" : ` ThingSpace asks to wait for ${inWords(error.retryAfter)}.`;
  const details = {
    Reply: error.errorMessage,
    Code: [error.status, error.errorCode].filter((part) => part !== undefined).join(" · ") || undefined,
    Attempts: error.attempts > 1 ? String(error.attempts) : undefined,
  };
  show(place, "failure", [
    heading(title),
    paragraph(advice + wait),
    strong(error.mayBeQueued ? UNSURE : SAFE),
    definitions(details),
  ]);
}

/**
 * @param {HTMLElement} place
 * @param {boolean} mayBeQueued
 */
export function showCancelled(place, mayBeQueued) {
  show(place, "failure", [heading("Cancelled"), strong(mayBeQueued ? UNSURE : SAFE)]);
}

/**
 * When even the package cannot be used.
 *
 * @param {HTMLElement} place
 * @param {unknown} error
 */
export function showBreakdown(place, error) {
  show(place, "failure", [
    heading("This page does not work as it should"),
    paragraph("Load it again. If it stays so, tell whoever runs it."),
    definitions({ Reason: error instanceof Error ? error.message : String(error) }),
  ]);
}

/**
 * @param {HTMLElement} place
 * @param {"success" | "failure"} look
 * @param {HTMLElement[]} content
 */
function show(place, look, content) {
  place.className = look;
  place.replaceChildren(...content);
  place.hidden = false;
  place.focus();
}

/** @param {string} text */
function heading(text) {
  return element("h2", text);
}

/** @param {string} text */
function paragraph(text) {
  return element("p", text);
}

/** @param {string} text */
function strong(text) {
  const whole = element("p", "");
  whole.append(element("strong", text));
  return whole;
}

/** @param {Record<string, string | undefined>} details */
function definitions(details) {
  const list = document.createElement("dl");
  for (const [term, text] of Object.entries(details)) {
    if (text !== undefined) list.append(element("dt", term), element("dd", text));
  }
  return list;
}

/**
 * @param {string} name
 * @param {string} text
 */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** @param {number} milliseconds */
export function inWords(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
}
