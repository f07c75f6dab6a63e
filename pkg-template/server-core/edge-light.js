import { fromModule } from "../loading/from-module.js";
import wasm from "../server.wasm?module";
import init from "../server-core.js";

// The module may come from another realm, and then only the asynchronous function accepts it.
export const ready = /* @__PURE__ */ fromModule(() => init({ module_or_path: wasm }));
