import { join } from "node:path";
import { buildFolder } from "../places.js";

/**
 * One compiled core of the package: `<name>.js`, which starts it, and its WebAssembly.
 *
 * @typedef {object} Core
 * @property {string} title for messages
 * @property {string} name
 * @property {string} wasm the name of its module in the package
 * @property {readonly string[]} features of `core/Cargo.toml`
 * @property {string} folder where it is compiled to
 */

/** The crate is compiled twice, so that browsers do not pay for what only servers need. @type {readonly Core[]} */
export const cores = [
  { title: "browsers' core", name: "core", wasm: "aggregate.wasm", features: [] },
  { title: "servers' core", name: "server-core", wasm: "server.wasm", features: ["reports"] },
].map((core) => ({ ...core, folder: join(buildFolder, core.name) }));
