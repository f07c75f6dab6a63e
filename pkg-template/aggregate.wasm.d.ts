import type { CoreSource } from "./slim.js";

/**
 * The core, in the form in which your runtime or bundler provides an imported `.wasm` file: as a compiled module,
 * bytes, or a URL. `load` of `thingspace-aggregate/slim` accepts all of these.
 */
declare const core: CoreSource;
export default core;
