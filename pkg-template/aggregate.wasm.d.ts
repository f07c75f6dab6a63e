import type { CoreSource } from "./slim.js";

/**
 * The core, as your runtime or bundler hands over a `.wasm` file that is imported: compiled, as bytes, or as an
 * address. `load` of `thingspace-aggregate/slim` takes each of these.
 */
declare const core: CoreSource;
export default core;
