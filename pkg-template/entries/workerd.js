import wasm from "../aggregate.wasm";
import { submitter, validator } from "../api.js";
import * as core from "../core.js";
import { fleetPlanner, fleetSubmitter } from "../fleet/fleet.js";
import { lazyCore } from "../lazy-core.js";
import { requestSchema } from "../schema.js";

export { AggregateReportError, isAggregateReportError } from "../error.js";

const lazy = /* @__PURE__ */ lazyCore({
  locate: () => "the worker's modules",
  start: () => core.initSync({ module: wasm }),
  check: "Check that the deployment has .wasm files as compiled modules, as wrangler's default rules do.",
});

export const submitAggregate = /* @__PURE__ */ submitter(lazy);
export const validateAggregate = /* @__PURE__ */ validator(lazy);
export const aggregateRequestSchema = /* @__PURE__ */ requestSchema(lazy);
export const planFleet = /* @__PURE__ */ fleetPlanner(lazy);
export const submitFleet = /* @__PURE__ */ fleetSubmitter(lazy);
