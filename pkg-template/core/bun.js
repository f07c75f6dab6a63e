import wasm from "../aggregate.wasm" with { type: "file" };
import { initSync } from "../core.js";
import { fromFile } from "../loading/from-file.js";

// In Bun the import is a path, so that `bun build` includes the file, even in an executable.
export const ready = /* @__PURE__ */ fromFile(initSync, () => new URL(String(wasm), import.meta.url));
