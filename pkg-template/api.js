import * as core from "./core.js";
import { AggregateReportError } from "./error.js";

/**
 * @import { submitAggregate, validateAggregate } from "./index.js"
 * @import { LazyCore } from "./lazy-core.js"
 */

/**
 * @param {LazyCore} lazy
 * @returns {typeof submitAggregate}
 */
export function submitter(lazy) {
  return async function submitAggregate(request, options) {
    await lazy();
    const outcome = await core.submitAggregate(request, options);
    if ("kind" in outcome) throw new AggregateReportError(outcome);
    return outcome;
  };
}

/**
 * @param {LazyCore} lazy
 * @returns {typeof validateAggregate}
 */
export function validator(lazy) {
  return async function validateAggregate(request, options) {
    await lazy();
    return core.validateAggregate(request, options);
  };
}
