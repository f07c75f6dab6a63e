import { isAggregateReportError, submitAggregate } from "/pkg/entries/browser.js";
import { show } from "./show.js";

/**
 * @import { AggregateRequest } from "thingspace-aggregate"
 * @typedef {{ request: AggregateRequest, keys: (string | undefined)[] }} Plan
 */

/** Submits the same request with one key after the other, and tells what came of each. */
await show(async (/** @type {Plan} */ { request, keys }) => {
  const outcomes = [];
  for (const idempotencyKey of keys) outcomes.push(await outcomeOf(request, idempotencyKey));
  return outcomes;
});

/**
 * @param {AggregateRequest} request
 * @param {string | undefined} idempotencyKey
 */
async function outcomeOf(request, idempotencyKey) {
  try {
    return await submitAggregate(request, { baseUrl: "/api", idempotencyKey });
  } catch (error) {
    if (!isAggregateReportError(error)) throw error;
    const { message, kind, status, mayBeQueued, attempts } = error;
    return { message, kind, status, mayBeQueued, attempts };
  }
}
