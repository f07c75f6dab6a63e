import wasm from "../aggregate.wasm?module";
import init from "../core.js";
import { fromModule } from "../loading/from-module.js";

// The module may come from another realm, and then only the asynchronous function accepts it.
export const ready = /* @__PURE__ */ fromModule(() => init({ module_or_path: wasm }));
