import { initSync } from "../core.js";
import { fromFile } from "../loading/from-file.js";

export const ready = /* @__PURE__ */ fromFile(initSync, () => new URL("../aggregate.wasm", import.meta.url));
