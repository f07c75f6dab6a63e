import { AggregateReportError, isFailure } from "./error.js";

/**
 * @import * as core from "./core.js"
 * @import { submitAggregate, validateAggregate } from "./index.js"
 * @import { LazyCore } from "./loading/lazy-core.js"
 */

/**
 * @param {LazyCore} ready
 * @param {typeof core.submitAggregate} submit
 * @returns {typeof submitAggregate}
 */
export function submitter(ready, submit) {
  return async function submitAggregate(request, options) {
    await ready();
    const outcome = await submit(request, options);
    if (isFailure(outcome)) throw new AggregateReportError(outcome);
    return outcome;
  };
}

/**
 * @param {LazyCore} ready
 * @param {typeof core.validateAggregate} validate
 * @returns {typeof validateAggregate}
 */
export function validator(ready, validate) {
  return async function validateAggregate(request, options) {
    await ready();
    return validate(request, options);
  };
}
