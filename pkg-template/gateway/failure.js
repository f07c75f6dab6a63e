/** @import { AggregateFailure } from "../index.js" */

/**
 * An answer to a page, in a form that can be stored.
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {object} body
 * @property {number} [retryAfter] seconds
 * @property {number} [again] milliseconds since 1970: when the same idempotency key may submit again, because this
 *   answer says that nothing was queued and that another attempt may succeed. Without it, the answer is final.
 */

/**
 * The answer to a page whose report was not accepted: a status from which the package in the browser derives the same
 * kind of failure, and whether the report may be queued all the same.
 *
 * Two kinds change, because the problem is in this server, not in the page: what ThingSpace does not accept from the
 * server (above all its tokens), and failures between the two. The page gets 424 if nothing can have been queued,
 * otherwise 502. 401 would tell the user that their own login had failed, and any 5xx that the report may be queued.
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
  // With `Retry-After`, 503 means that the server turned the request away; without it, the server may have failed halfway.
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
