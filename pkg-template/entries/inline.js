// `npm run build` makes one file of this and all it imports.
import base64 from "../aggregate.wasm?base64";
import { submitter, validator } from "../api.js";
import * as core from "../core.js";
import { fleetPlanner, fleetSubmitter } from "../fleet/fleet.js";
import { lazyCore } from "../lazy-core.js";
import { requestSchema } from "../schema.js";

export { AggregateReportError, isAggregateReportError } from "../error.js";

const lazy = /* @__PURE__ */ lazyCore({
  locate: () => "this very file",
  start: () => core.default({ module_or_path: Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)) }),
  check:
    "Check that the page's Content-Security-Policy has 'wasm-unsafe-eval' in script-src. Cloudflare's and Vercel's " +
    'edge refuse to compile bytes: import "thingspace-aggregate" there, without "/inline".',
});

export const submitAggregate = /* @__PURE__ */ submitter(lazy);
export const validateAggregate = /* @__PURE__ */ validator(lazy);
export const aggregateRequestSchema = /* @__PURE__ */ requestSchema(lazy);
export const planFleet = /* @__PURE__ */ fleetPlanner(lazy);
export const submitFleet = /* @__PURE__ */ fleetSubmitter(lazy);
