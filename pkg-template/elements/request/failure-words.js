import { isAggregateReportError } from "../../index.js";
import { durationText } from "../numbers.js";

/** @import { ErrorKind } from "../../index.js" */

/** What happened, and what to do about it. @type {Record<ErrorKind, [string, string]>} */
const byKind = {
  invalid: ["The request was not sent", "Correct what is marked above."],
  token: ["The request was not sent", "Sign in again."],
  bad_request: ["ThingSpace refused the request", "Correct what it names."],
  unauthorized: ["You are not signed in", "Sign in, then submit again."],
  forbidden: ["This report is not allowed", "Check that the devices are certified, and that you may see this account."],
  not_found: ["ThingSpace did not find it", "Check the account number, and that the devices are active."],
  conflict: ["ThingSpace reports a conflict", "Check that the account has bought the service."],
  rate_limited: ["ThingSpace accepts no more requests for now", "Wait a while before you submit again."],
  server_error: ["ThingSpace failed", "If this continues, tell whoever runs this page."],
  unexpected_status: ["This server could not submit the report", "Tell whoever runs this page."],
  invalid_response: ["There was no receipt", "Tell whoever runs this page."],
  network: ["The connection failed", "Check your network."],
  timeout: ["There was no answer in time", "If this continues, tell whoever runs this page."],
};

/** A redirect, which browsers hide, and which usually leads to a login page. @type {[string, string]} */
const elsewhere = ["You may not be signed in any more", "Sign in in another window, then submit again."];

/**
 * The outcome of a submission without a receipt, in words for the user.
 *
 * @param {unknown} error
 * @returns {{ title: string, advice: string, details: Record<string, string | undefined> }}
 */
export function failureWords(error) {
  if (!isAggregateReportError(error)) {
    const advice = "A request that was sent before cannot be recalled.";
    return { title: "You cancelled the submission", advice, details: {} };
  }
  const isHidden = error.kind === "unexpected_status" && error.status === undefined;
  const [title, advice] = isHidden ? elsewhere : byKind[error.kind];
  const wait =
    error.retryAfter === undefined ? "" : ` ThingSpace asks you to wait for ${durationText(error.retryAfter)}.`;
  return {
    title,
    advice: advice + wait,
    details: {
      Reply: error.errorMessage ?? (error.kind === "invalid" ? error.message : undefined),
      Code: [error.status, error.errorCode].filter((part) => part !== undefined).join(" · ") || undefined,
      Attempts: error.attempts > 1 ? String(error.attempts) : undefined,
    },
  };
}

/** @param {boolean} mayBeQueued */
export function queueWords(mayBeQueued) {
  return mayBeQueued
    ? "The report may be queued all the same: wait for its callbacks before you submit again, or it may be made twice."
    : "Nothing was queued: it is safe to submit again.";
}
