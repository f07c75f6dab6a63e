import { fromModule } from "../loading/from-module.js";
import wasm from "../server.wasm?module";
import init from "../server-core.js";

// The module may come from another realm, where only the asynchronous way takes it.
export const ready = /* @__PURE__ */ fromModule(() => init({ module_or_path: wasm }));
