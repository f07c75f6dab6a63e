import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../places.js";
import { Problem } from "../problem.js";

/** Every version this project asks of its tools. npm's own are in package-lock.json, the crates' in Cargo.lock. */

export const wasmPackVersion = "0.15.1";
export const geckodriverVersion = "0.37.1";
export const cargoDenyVersion = "0.20.2";

/** The package is tested in these as well as in the Node that runs the tests. */
export const oldestNodeVersion = "20.3.0";
export const newerNodeVersion = "22.23.3";

/** Debian's linker for WebAssembly, for machines where rustup has no wasm target to offer. */
export const lldVersion = "22";

/** The lowest Node this project runs on, as in package.json. */
export const nodeVersion = "20.3";

/** wasm-bindgen's command and its crate must be of the very same version. */
export function wasmBindgenVersion() {
  return find("Cargo.lock", /name = "wasm-bindgen"\nversion = "([^"]+)"/);
}

/** The lowest Rust this project compiles with. */
export function rustVersion() {
  return find("Cargo.toml", /^rust-version = "([^"]+)"/m);
}

/**
 * @param {string} version such as "1.86" or "20.11.1"
 * @param {string} minimum
 */
export function isAtLeast(version, minimum) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = minimum.split(".").map(Number);
  return major === wantedMajor ? minor >= wantedMinor : major > wantedMajor;
}

/**
 * @param {string} file
 * @param {RegExp} pattern
 */
function find(file, pattern) {
  const version = pattern.exec(readFileSync(join(root, file), "utf8"))?.[1];
  if (version === undefined) throw new Problem(`${file} does not say what ${pattern} looks for. Is it complete?`);
  return version;
}
