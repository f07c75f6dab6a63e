import init from "../core.js";
import { lazyCore } from "../loading/lazy-core.js";

/** @import { CoreSource } from "../slim.js" */

/** @type {CoreSource | undefined} */
let given;

export const ready = /* @__PURE__ */ lazyCore({
  locate() {
    if (given === undefined) throw new Error("load() has not been called yet.");
    return typeof given === "string" || given instanceof URL ? given : "what load() was given";
  },
  start: () => init({ module_or_path: /** @type {CoreSource} */ (given) }),
  check:
    'With "thingspace-aggregate/slim", call load() before anything else, with the package\'s aggregate.wasm: compiled, ' +
    "its bytes, or a URL that fetch can reach (in Node, fetch does not support file: URLs: read the file instead).",
});

/** @type {typeof import("../slim.js").load} */
export async function load(source) {
  given ??= source;
  try {
    await ready();
  } catch (error) {
    given = undefined;
    throw error;
  }
}
