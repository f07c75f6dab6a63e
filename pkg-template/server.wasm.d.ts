import type { CoreSource } from "./slim.js";

/**
 * The core that servers load, as your runtime or bundler hands over a `.wasm` file that is imported: compiled, as
 * bytes, or as an address.
 */
declare const core: CoreSource;
export default core;
