import { submitter, validator } from "../api.js";
import * as core from "../core.js";
import { fleetPlanner, fleetSubmitter } from "../fleet/fleet.js";
import { lazyCore } from "../lazy-core.js";
import { requestSchema } from "../schema.js";

export { AggregateReportError, isAggregateReportError } from "../error.js";

const lazy = /* @__PURE__ */ lazyCore({
  locate: () => new URL("../aggregate.wasm", import.meta.url),
  start: (url) => core.default({ module_or_path: url }),
  check:
    "Check that the file is deployed there, and that the page's Content-Security-Policy has " +
    "'wasm-unsafe-eval' in script-src and that address in connect-src.",
});

export const submitAggregate = /* @__PURE__ */ submitter(lazy);
export const validateAggregate = /* @__PURE__ */ validator(lazy);
export const aggregateRequestSchema = /* @__PURE__ */ requestSchema(lazy);
export const planFleet = /* @__PURE__ */ fleetPlanner(lazy);
export const submitFleet = /* @__PURE__ */ fleetSubmitter(lazy);
