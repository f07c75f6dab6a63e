import { fromFile } from "../loading/from-file.js";
import wasm from "../server.wasm" with { type: "file" };
import { initSync } from "../server-core.js";

// In Bun the import is a path, so that `bun build` includes the file, even in an executable.
export const ready = /* @__PURE__ */ fromFile(initSync, () => new URL(String(wasm), import.meta.url));
