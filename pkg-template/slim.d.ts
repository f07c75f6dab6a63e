export * from "./index.js";

/**
 * Loads the core, which `thingspace-aggregate/slim` never does by itself. Call it once, before anything else; what is
 * called meanwhile waits. Further calls wait for the first one and load nothing, unless that failed.
 *
 * ```js
 * import { load, submitAggregate } from "thingspace-aggregate/slim";
 * import wasm from "thingspace-aggregate/aggregate.wasm"; // as your bundler or runtime has it
 * await load(wasm);
 * ```
 *
 * @throws when it cannot be loaded
 */
export function load(source: CoreSource): Promise<void>;

/**
 * The package's `aggregate.wasm`: compiled, its bytes, a response with them, or an address for `fetch`. (To TypeScript,
 * a module is an object without members, which even a number would be.)
 */
export type CoreSource = (WebAssembly.Module & object) | ArrayBuffer | ArrayBufferView | Response | URL | string;
