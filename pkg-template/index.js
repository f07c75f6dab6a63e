import { ready } from "#core";
import { submitter, validator } from "./api.js";
import * as core from "./core.js";

export { AggregateReportError, isAggregateReportError } from "./error.js";
export { planFleet, submitFleet } from "./fleet/fleet.js";
export { aggregateRequestSchema } from "./schema.js";

export const submitAggregate = /* @__PURE__ */ submitter(ready, core.submitAggregate);
export const validateAggregate = /* @__PURE__ */ validator(ready, core.validateAggregate);
