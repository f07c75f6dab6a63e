/** What the core's instances export, from when this module is loaded. @type {object[]} */
const exported = [];

const { Instance, instantiate } = WebAssembly;

/**
 * Keeps what the core exports, and nothing of what else is instantiated, such as the parser of Node's fetch.
 *
 * @param {WebAssembly.Instance} instance
 * @param {WebAssembly.Imports} [imports] the core's have this name since shorten-names.js
 */
const keep = ({ exports }, imports) => {
  if (imports?.a) exported.push(exports);
};

WebAssembly.Instance = class extends Instance {
  /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} [imports] */
  constructor(module, imports) {
    super(module, imports);
    keep(this, imports);
  }
};

WebAssembly.instantiate = /** @type {typeof instantiate} */ (
  async (/** @type {WebAssembly.Module} */ source, /** @type {WebAssembly.Imports} */ imports) => {
    const started = await instantiate(source, imports);
    keep("instance" in started ? /** @type {any} */ (started).instance : started, imports);
    return started;
  }
);

/** The bytes of the memory of all instances, and the places in their tables for JavaScript's values. */
export function sizeOfInstances() {
  const parts = exported.flatMap((one) => Object.values(one));
  const memories = parts.filter((part) => part instanceof WebAssembly.Memory);
  const tables = parts.filter((part) => part instanceof WebAssembly.Table);
  return {
    memory: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    places: tables.reduce((sum, { length }) => sum + length, 0),
  };
}
