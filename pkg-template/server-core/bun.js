import { fromFile } from "../loading/from-file.js";
import wasm from "../server.wasm" with { type: "file" };
import { initSync } from "../server-core.js";

// Bun's import is a path, so that `bun build` takes the file along, also into an executable.
export const ready = /* @__PURE__ */ fromFile(initSync, () => new URL(String(wasm), import.meta.url));
