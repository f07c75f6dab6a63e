export * from "./index.js";

/**
 * Loads the core, which `thingspace-aggregate/slim` never does by itself. Call it once, before anything else. Calls
 * that are made in the meantime wait for it. Further calls of `load` wait for the first one, and load nothing unless
 * that failed.
 *
 * ```js
 * import { load, submitAggregate } from "thingspace-aggregate/slim";
 * import wasm from "thingspace-aggregate/aggregate.wasm"; // as your bundler or runtime has it
 * await load(wasm);
 * ```
 *
 * @throws if the core cannot be loaded
 */
export function load(source: CoreSource): Promise<void>;

/**
 * The package's `aggregate.wasm`: as a compiled module, its bytes, a response with them, or a URL to fetch. (To
 * TypeScript, a module is an object without members, and `& object` is what excludes numbers and the like.)
 */
export type CoreSource = (WebAssembly.Module & object) | ArrayBuffer | ArrayBufferView | Response | URL | string;
