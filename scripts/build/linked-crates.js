import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../places.js";
import { run } from "../run.js";
import { wasmTarget } from "../setup/rust.js";
import { versionOfRustc } from "../setup/rustc.js";
import { cargoArguments } from "./compile.js";

/**
 * @import { Tools } from "../setup.js"
 * @import { Core } from "./cores.js"
 * @import { Part } from "./third-party.js"
 */

/**
 * One call of the compiler, as cargo plans it.
 *
 * @typedef {object} Unit
 * @property {string} pkg_id such as `registry+https://github.com/rust-lang/crates.io-index#itoa@1.0.19`
 * @property {{ src_path: string }} target
 * @property {string | null} platform null is the machine that builds
 * @property {string} mode
 * @property {readonly { index: number }[]} dependencies
 */

/** @typedef {{ units: readonly Unit[], roots: readonly number[] }} UnitGraph */

/**
 * The crates of others whose code a core may hold, those of the standard library included: not what only its build runs,
 * such as procedural macros.
 *
 * @param {Tools} tools
 * @param {Core} core
 * @returns {Promise<Part[]>}
 */
export async function linkedCrates(tools, core) {
  const units = linkedUnits(await unitGraph(tools, core));
  const folders = [...new Set(units.map(({ target }) => folderOfCrate(target.src_path)))];
  const library = dirname(folders.find((folder) => folder.endsWith("/library/std")) ?? "");
  const checksums = new Map([root, library].flatMap(checksumsIn));
  // Only what is published has one: neither the crates of this repository nor those of the standard library.
  const published = folders.map((folder) => crateIn(folder, checksums)).filter(({ hash }) => hash !== undefined);
  return [...published, ...(await standardLibrary(library, tools))];
}

/**
 * What cargo compiles, and what depends on what. Cargo calls this unstable, hence RUSTC_BOOTSTRAP.
 *
 * @param {Tools} tools
 * @param {Core} core
 * @returns {Promise<UnitGraph>}
 */
async function unitGraph({ wasm }, { features }) {
  const args = ["build", "--release", "--target", wasmTarget, ...cargoArguments(features)];
  const answer = await run("cargo", [...args, "-Zunstable-options", "--unit-graph"], {
    cwd: join(root, "core"),
    env: { ...wasm, RUSTC_BOOTSTRAP: "1" },
  });
  // Cargo may say before that it downloads something, or waits.
  return JSON.parse(answer.split("\n").find((line) => line.startsWith("{")) ?? "");
}

/** @param {UnitGraph} graph @returns {Unit[]} */
function linkedUnits({ units, roots }) {
  const found = new Set(roots.flatMap((index) => units[index] ?? []));
  for (const { dependencies } of found) {
    for (const unit of dependencies.flatMap(({ index }) => units[index] ?? [])) {
      const isLinked = unit.mode === "build" && unit.platform === wasmTarget;
      if (isLinked && !isForMacros(unit)) found.add(unit);
    }
  }
  return [...found];
}

/** It is compiled along with the standard library, but only procedural macros link it. @param {Unit} unit */
function isForMacros({ pkg_id: id }) {
  return id.includes("/library/proc_macro#");
}

/** @param {string} path of a file in it @returns {string} */
function folderOfCrate(path) {
  const folder = dirname(path);
  return existsSync(join(folder, "Cargo.toml")) ? folder : folderOfCrate(folder);
}

/**
 * @param {string} folder
 * @param {ReadonlyMap<string, string>} [checksums] by name and version
 * @returns {Part}
 */
function crateIn(folder, checksums) {
  const manifest = readFileSync(join(folder, "Cargo.toml"), "utf8");
  const field = (/** @type {string} */ name) => new RegExp(`^${name} = ["'](.+)["']$`, "m").exec(manifest)?.[1] ?? "";
  const [name, version] = [field("name"), field("version")];
  const content = checksums?.get(`${name} ${version}`);
  return {
    name,
    version,
    purl: `pkg:cargo/${name}@${version}`,
    // Before there were SPDX's expressions, a slash was the word for "or".
    licence: field("license").replaceAll("/", " OR "),
    folder,
    ...(content && { hash: { alg: "SHA-256", content } }),
  };
}

/** @param {string} folder @returns {(readonly [crate: string, checksum: string])[]} */
function checksumsIn(folder) {
  const lock = readFileSync(join(folder, "Cargo.lock"), "utf8");
  const locked = lock.matchAll(/name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "(.+)"/g);
  return Array.from(locked, ([, name, version, checksum = ""]) => [`${name} ${version}`, checksum]);
}

/**
 * Rust's own library, which is compiled along. Of its crates, those with a licence of their own are named.
 *
 * @param {string} library the folder with its source
 * @param {Tools} tools
 * @returns {Promise<Part[]>}
 */
async function standardLibrary(library, { wasm: env }) {
  const version = await versionOfRustc("rustc", { env });
  const builtins = join(library, "compiler-builtins");
  const crates = [
    { ...crateIn(join(library, "std")), version },
    { ...crateIn(join(builtins, "compiler-builtins")), folder: builtins },
    crateIn(join(builtins, "libm")),
  ];
  return crates.map((crate) => ({ ...crate, purl: `pkg:generic/rust-${crate.name}@${crate.version}` }));
}
