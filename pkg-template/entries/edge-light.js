import wasm from "../aggregate.wasm?module";
import { submitter, validator } from "../api.js";
import * as core from "../core.js";
import { fleetPlanner, fleetSubmitter } from "../fleet/fleet.js";
import { lazyCore } from "../lazy-core.js";
import { requestSchema } from "../schema.js";

export { AggregateReportError, isAggregateReportError } from "../error.js";

const lazy = /* @__PURE__ */ lazyCore({
  locate: () => "the function's modules",
  // The module may come from another realm, where only the asynchronous way takes it.
  start: () => core.default({ module_or_path: wasm }),
  check: "Check that the bundler hands over .wasm?module imports compiled, as those of Next.js and Vercel do.",
});

export const submitAggregate = /* @__PURE__ */ submitter(lazy);
export const validateAggregate = /* @__PURE__ */ validator(lazy);
export const aggregateRequestSchema = /* @__PURE__ */ requestSchema(lazy);
export const planFleet = /* @__PURE__ */ fleetPlanner(lazy);
export const submitFleet = /* @__PURE__ */ fleetSubmitter(lazy);
