import wasm from "../aggregate.wasm";
import { initSync } from "../core.js";
import { fromModule } from "../loading/from-module.js";

export const ready = /* @__PURE__ */ fromModule(() => initSync({ module: wasm }));
