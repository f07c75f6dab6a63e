import { fromNetwork } from "../loading/from-network.js";
import { initSync } from "../server-core.js";

export const ready = /* @__PURE__ */ fromNetwork(initSync, () => new URL("../server.wasm", import.meta.url));
