import { ready } from "#core";
import * as core from "./core.js";

/** @import { AggregateRequest, StandardResult } from "./index.js" */

/**
 * The rules for a request as a Standard Schema (standardschema.dev). A valid value is returned unchanged.
 *
 * @type {typeof import("./index.js").aggregateRequestSchema}
 */
export const aggregateRequestSchema = {
  "~standard": {
    version: 1,
    vendor: "thingspace-aggregate",
    validate(value) {
      const loading = ready();
      return loading ? loading.then(() => result(value)) : result(value);
    },
  },
};

/**
 * @param {unknown} value
 * @returns {StandardResult<AggregateRequest>}
 */
function result(value) {
  const { issues } = core.validateAggregate(value, undefined);
  if (issues.length === 0) return { value: /** @type {AggregateRequest} */ (value) };
  return { issues: issues.map(({ message, path }) => ({ message, path })) };
}
