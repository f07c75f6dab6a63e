import { fromModule } from "../loading/from-module.js";
import wasm from "../server.wasm";
import { initSync } from "../server-core.js";

export const ready = /* @__PURE__ */ fromModule(() => initSync({ module: wasm }));
