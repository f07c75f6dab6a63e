import wasm from "../aggregate.wasm" with { type: "file" };
import { initSync } from "../core.js";
import { fromFile } from "../loading/from-file.js";

// Bun's import is a path, so that `bun build` takes the file along, also into an executable.
export const ready = /* @__PURE__ */ fromFile(initSync, () => new URL(String(wasm), import.meta.url));
