import { fromFile } from "../loading/from-file.js";
import { initSync } from "../server-core.js";

export const ready = /* @__PURE__ */ fromFile(initSync, () => new URL("../server.wasm", import.meta.url));
