import { readFileSync } from "node:fs";
import { submitter, validator } from "../api.js";
import * as core from "../core.js";
import { fleetPlanner, fleetSubmitter } from "../fleet/fleet.js";
import { lazyCore } from "../lazy-core.js";
import { requestSchema } from "../schema.js";

export { AggregateReportError, isAggregateReportError } from "../error.js";

const lazy = /* @__PURE__ */ lazyCore({
  locate: () => new URL("../aggregate.wasm", import.meta.url),
  start: (file) => core.initSync({ module: readFileSync(file) }),
  check:
    "Check that the file is there: when this package is bundled, copy the file along or leave the package external.",
});

export const submitAggregate = /* @__PURE__ */ submitter(lazy);
export const validateAggregate = /* @__PURE__ */ validator(lazy);
export const aggregateRequestSchema = /* @__PURE__ */ requestSchema(lazy);
export const planFleet = /* @__PURE__ */ fleetPlanner(lazy);
export const submitFleet = /* @__PURE__ */ fleetSubmitter(lazy);
