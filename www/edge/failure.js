import { refusal } from "./answers.js";

/** @import { AggregateReportError, InvalidFailure } from "thingspace-aggregate" */

const MOST_ISSUES = 5;

/**
 * What a page is told when its report was not accepted: the status from which the package in the browser reads the same
 * kind of failure, and whether the report may be queued all the same.
 *
 * Two kinds change on the way, since it is this server that has to be mended, not the page: what ThingSpace does not
 * accept of the server (its tokens above all), and what is amiss between the two. The page gets 424 when nothing can
 * have been queued, else 502. 401 would tell the user that a login of theirs had failed, and any 5xx that the report
 * may be queued.
 *
 * @param {AggregateReportError} error
 * @returns {Response}
 */
export function failed(error) {
  switch (error.kind) {
    case "invalid":
      return isOurs(error) ? serverAtFault(error) : refusal(400, "INVALID_PARAMETER", summary(error));
    case "bad_request":
    case "forbidden":
    case "not_found":
    case "conflict":
    case "rate_limited":
    case "server_error":
      return passedOn(error);
    case "timeout":
      return refusal(504, "TIMEOUT", error.message);
    default:
      return serverAtFault(error);
  }
}

/** @param {AggregateReportError & { readonly status: number }} error */
function passedOn({ status, kind, message, errorCode, errorMessage, retryAfter }) {
  const wait = retryAfter === undefined ? undefined : { "retry-after": String(Math.ceil(retryAfter / 1000)) };
  return refusal(status, errorCode ?? kind.toUpperCase(), errorMessage ?? message, wait);
}

/** @param {AggregateReportError} error */
function serverAtFault(error) {
  console.error("ThingSpace cannot be used from here:", JSON.stringify(error));
  if (error.mayBeQueued) {
    return refusal(502, error.kind.toUpperCase(), "ThingSpace could not be reached, or did not answer as it should.");
  }
  return refusal(
    424,
    "SERVER_NOT_ACCEPTED",
    "ThingSpace does not accept this server. Whoever runs it has to mend that.",
  );
}

/** Nobody but this server sets options. @param {InvalidFailure} error */
function isOurs({ issues }) {
  return issues.some(({ path }) => path[0] === "options");
}

/** @param {InvalidFailure} error */
function summary({ issues, issueCount }) {
  const first = issues.slice(0, MOST_ISSUES).map(({ message }) => message);
  const more = issueCount - first.length;
  return [...first, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
