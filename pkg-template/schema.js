/**
 * @import * as Core from "./core.js"
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
        const core = lazy();
        return "then" in core ? core.then((ready) => result(ready, value)) : result(core, value);
      },
    },
  };
}

/**
 * @param {typeof Core} core
 * @param {unknown} value
 * @returns {StandardResult<AggregateRequest>}
 */
function result(core, value) {
  const { issues } = core.validateAggregate(value, undefined);
  if (issues.length === 0) return { value: /** @type {AggregateRequest} */ (value) };
  return { issues: issues.map(({ message, path }) => ({ message, path })) };
}
