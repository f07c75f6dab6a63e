import { submitter, validator } from "../api.js";
import * as core from "../core.js";
import { fleetPlanner, fleetSubmitter } from "../fleet/fleet.js";
import { lazyCore } from "../lazy-core.js";
import { requestSchema } from "../schema.js";

export { AggregateReportError, isAggregateReportError } from "../error.js";

/**
 * Fetches the core as bytes, whatever type the server says they are: there is too little of it for streaming to matter.
 *
 * @param {URL} url
 */
async function fetchCore(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers with status ${response.status}.`);
  return core.initSync({ module: await WebAssembly.compile(await response.arrayBuffer()) });
}

const lazy = /* @__PURE__ */ lazyCore({
  locate: () => new URL("../aggregate.wasm", import.meta.url),
  start: fetchCore,
  check:
    "Check that the file is deployed there, and that the page's Content-Security-Policy has " +
    "'wasm-unsafe-eval' in script-src and that address in connect-src.",
});

export const submitAggregate = /* @__PURE__ */ submitter(lazy);
export const validateAggregate = /* @__PURE__ */ validator(lazy);
export const aggregateRequestSchema = /* @__PURE__ */ requestSchema(lazy);
export const planFleet = /* @__PURE__ */ fleetPlanner(lazy);
export const submitFleet = /* @__PURE__ */ fleetSubmitter(lazy);
