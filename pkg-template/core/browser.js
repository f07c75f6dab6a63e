import { initSync } from "../core.js";
import { fromNetwork } from "../loading/from-network.js";

export const ready = /* @__PURE__ */ fromNetwork(initSync, () => new URL("../aggregate.wasm", import.meta.url));
