/** @import { AggregateFailure, AggregateFailureJson } from "./index.js" */

/** Registered, so that an error from another realm or another copy of this package has the same brand. */
const brand = /* @__PURE__ */ Symbol.for("thingspace-aggregate.AggregateReportError");

/**
 * The fields of an error except its message and cause. They are listed so that nothing else ever gets into its JSON.
 */
const fields = /** @type {const} */ ([
  "kind",
  "attempts",
  "mayBeQueued",
  "issues",
  "issueCount",
  "status",
  "errorCode",
  "errorMessage",
  "retryAfter",
]);

/** Thrown by `submitAggregate`. What the fields mean is documented in index.d.ts. */
export class AggregateReportError extends Error {
  /** @param {AggregateFailure} failure */
  constructor(failure) {
    super(failure.message, failure); // Error takes over the `cause`, where there is one
    Object.assign(this, fieldsOf(failure));
  }

  /** Written out, because minifiers rename classes. */
  get name() {
    return "AggregateReportError";
  }

  get [brand]() {
    return true;
  }

  /** @returns {AggregateFailureJson} */
  toJSON() {
    return /** @type {AggregateFailureJson} */ ({ name: this.name, message: this.message, ...fieldsOf(this) });
  }
}

/**
 * Whether the outcome of a submission is a failure. Only its own `kind` counts, not one on `Object.prototype`.
 *
 * @param {object} outcome of the core
 * @returns {outcome is AggregateFailure}
 */
export const isFailure = (outcome) => Object.hasOwn(outcome, "kind");

/** @param {object} source */
function fieldsOf(source) {
  const entries = fields.map((field) => [field, Reflect.get(source, field)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/**
 * @param {unknown} value any value, even one that cannot be accessed, such as a revoked proxy
 * @returns {value is import("./index.js").AggregateReportError}
 */
export function isAggregateReportError(value) {
  try {
    return Object(value)[brand] === true;
  } catch {
    return false;
  }
}
