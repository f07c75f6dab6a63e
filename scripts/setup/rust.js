import { existsSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../problem.js";
import { run } from "../run.js";
import { hasApt } from "./debian.js";
import { isDebianRustInstalled, isDebianRustLinked, prepareDebianRust } from "./debian-rust.js";
import { findProgram } from "./find-program.js";
import { install } from "./install.js";
import { librarySource, versionOfRustc } from "./rustc.js";
import { isAtLeast, rustVersion } from "./versions.js";

export const wasmTarget = "wasm32-unknown-unknown";

/**
 * A compiler: `bin` goes to the front of PATH, `variables` into the environment. One that `buildsStd` compiles the
 * standard library itself, so nobody should look for an installed one.
 *
 * @typedef {{ from: "path" | "debian", bin: string[], variables: Record<string, string>, buildsStd: boolean }} Rust
 */

/** The Rust for this machine and the one for WebAssembly. @typedef {{ native: Rust, wasm: Rust }} Rusts */

/** @type {Rust} */
const fromPath = { from: "path", bin: [], variables: {}, buildsStd: false };

/**
 * Makes sure that Rust is there for this machine and for WebAssembly.
 * `THINGSPACE_AGGREGATE_RUST=debian` takes Debian's compiler for WebAssembly whatever else there is.
 *
 * @returns {Promise<Rusts>}
 */
export async function prepareRust() {
  if (!(await isOnPath())) {
    if (!hasApt()) throw new Problem(howToInstallRust());
    return prepareDebianRust();
  }
  const takesDebian = process.env.THINGSPACE_AGGREGATE_RUST === "debian" || !(await hasWasmTarget());
  return { native: fromPath, wasm: takesDebian ? (await prepareDebianRust()).wasm : fromPath };
}

async function isOnPath() {
  if (findProgram("cargo") === undefined || findProgram("rustc") === undefined) return false;
  return isAtLeast(await versionOfRustc("rustc").catch(() => "0"), rustVersion());
}

/**
 * Adds the target, and the source of the standard library, where they are missing and rustup can.
 * @returns {Promise<boolean>} false when Debian's Rust has to do instead
 */
async function hasWasmTarget() {
  if (
    (await isThere(["--target", wasmTarget, "--print", "target-libdir"])) &&
    (await isThere(["--print", "sysroot"], join(librarySource, "std")))
  ) {
    return true;
  }
  // An earlier run found that rustup could not: no need to wait for that again.
  if (isDebianRustLinked() && (await isDebianRustInstalled())) return false;
  try {
    await addWasmTarget();
    return true;
  } catch (error) {
    if (!(error instanceof Problem) || !hasApt()) throw error;
    console.log(`${error.message}\nGoing on with Debian's Rust for WebAssembly instead.`);
    return false;
  }
}

/**
 * @param {string[]} question to rustc, whose answer is a folder
 * @param {string} inside
 */
async function isThere(question, inside = "") {
  const folder = await run("rustc", question).catch(() => "");
  return folder !== "" && existsSync(join(folder, inside));
}

async function addWasmTarget() {
  if (findProgram("rustup") === undefined) {
    throw new Problem(`The Rust on PATH cannot compile to ${wasmTarget}. ${howToInstallRust()}`);
  }
  await install(`Adding Rust's ${wasmTarget} target`, "rustup", ["target", "add", wasmTarget]);
  await install("Adding the source of Rust's standard library", "rustup", ["component", "add", "rust-src"]);
}

function howToInstallRust() {
  return `Rust ${rustVersion()} or newer is needed. Install it with rustup, as https://rustup.rs shows, then try again in a new shell.`;
}
