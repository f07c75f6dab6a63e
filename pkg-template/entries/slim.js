import { submitter, validator } from "../api.js";
import * as core from "../core.js";
import { fleetPlanner, fleetSubmitter } from "../fleet/fleet.js";
import { lazyCore } from "../lazy-core.js";
import { requestSchema } from "../schema.js";

/** @import { CoreSource } from "../slim.js" */

export { AggregateReportError, isAggregateReportError } from "../error.js";

/** @type {CoreSource | undefined} */
let given;

const lazy = /* @__PURE__ */ lazyCore({
  locate() {
    if (given === undefined) throw new Error("load() was not called yet.");
    return typeof given === "string" || given instanceof URL ? given : "what load() was given";
  },
  start: () => core.default({ module_or_path: /** @type {CoreSource} */ (given) }),
  check:
    'With "thingspace-aggregate/slim", call load() before anything else, with the package\'s aggregate.wasm: compiled, ' +
    "its bytes, or an address that fetch can reach (in Node, a file: address is none: read the file).",
});

/** @type {typeof import("../slim.js").load} */
export async function load(source) {
  given ??= source;
  try {
    await lazy();
  } catch (error) {
    given = undefined;
    throw error;
  }
}

export const submitAggregate = /* @__PURE__ */ submitter(lazy);
export const validateAggregate = /* @__PURE__ */ validator(lazy);
export const aggregateRequestSchema = /* @__PURE__ */ requestSchema(lazy);
export const planFleet = /* @__PURE__ */ fleetPlanner(lazy);
export const submitFleet = /* @__PURE__ */ fleetSubmitter(lazy);
