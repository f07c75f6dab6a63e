/** @import { AggregateFailure } from "../index.js" */

/**
 * What a page is answered, in a form that can be kept.
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {object} body
 * @property {number} [retryAfter] seconds
 * @property {number} [again] milliseconds since 1970: from when on the same idempotency key may submit again, since
 *   this answer says that nothing was queued and that another try may do better. Without it the answer is for good.
 */

/**
 * What a page is told when its report was not accepted: the status from which the package in the browser reads the same
 * kind of failure, and whether the report may be queued all the same.
 *
 * Two kinds change on the way, since it is this server that has to be repaired, not the page: what ThingSpace does not
 * accept of the server (its tokens above all), and what went wrong between the two. The page gets 424 when nothing can
 * have been queued, else 502. 401 would tell the user that a login of theirs had failed, and any 5xx that the report
 * may be queued.
 *
 * @param {AggregateFailure} failure
 * @returns {Answer}
 */
export function answerTo(failure) {
  switch (failure.kind) {
    case "bad_request":
    case "forbidden":
    case "not_found":
    case "conflict":
    case "rate_limited":
    case "server_error":
      return passedOn(failure);
    default:
      return serversFault(failure);
  }
}

/** @param {AggregateFailure & { readonly status: number }} failure */
function passedOn({ status, kind, message, errorCode, errorMessage, retryAfter }) {
  const body = { errorCode: errorCode ?? kind.toUpperCase(), errorMessage: errorMessage ?? message };
  const seconds = retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000);
  // 503 with a time is how a server turns requests away; without one it may have failed halfway.
  const wasTurnedAway = status === 429 || (status === 503 && retryAfter !== undefined);
  return {
    status,
    body,
    ...(seconds !== undefined && { retryAfter: seconds }),
    ...(wasTurnedAway && { again: Date.now() + (retryAfter ?? 0) }),
  };
}

/** @param {AggregateFailure} failure @returns {Answer} */
function serversFault({ kind, mayBeQueued }) {
  if (!mayBeQueued) {
    const errorMessage = "ThingSpace does not accept this server's credentials. Its operator has to fix that.";
    return { status: 424, body: { errorCode: "SERVER_NOT_ACCEPTED", errorMessage }, again: Date.now() };
  }
  const errorMessage = "ThingSpace could not be reached, or gave an unexpected answer. The report may be queued.";
  return { status: kind === "timeout" ? 504 : 502, body: { errorCode: kind.toUpperCase(), errorMessage } };
}
