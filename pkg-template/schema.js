import * as core from "./core.js";

/**
 * @import { AggregateRequest, aggregateRequestSchema, StandardResult } from "./index.js"
 * @import { LazyCore } from "./lazy-core.js"
 */

/**
 * The request's rules as a Standard Schema (standardschema.dev). The value comes back as it was given.
 *
 * @param {LazyCore} lazy
 * @returns {typeof aggregateRequestSchema}
 */
export function requestSchema(lazy) {
  return {
    "~standard": {
      version: 1,
      vendor: "thingspace-aggregate",
      validate(value) {
        const loading = lazy();
        return loading ? loading.then(() => result(value)) : result(value);
      },
    },
  };
}

/**
 * @param {unknown} value
 * @returns {StandardResult<AggregateRequest>}
 */
function result(value) {
  const { issues } = core.validateAggregate(value, undefined);
  if (issues.length === 0) return { value: /** @type {AggregateRequest} */ (value) };
  return { issues: issues.map(({ message, path }) => ({ message, path })) };
}
