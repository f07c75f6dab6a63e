import { join } from "node:path";
import { root } from "../places.js";
import { run } from "../run.js";
import { wasmTarget } from "../setup/rust.js";
import { countCargoTests } from "./count.js";
import { testTools } from "./tools.js";

const LONGEST = 60 * 60_000;

/** What is fuzzed is a workspace of its own. */
const fuzz = join(root, "fuzz/Cargo.toml");
const fuzzTarget = join(root, "target/fuzz");

// `cargo fmt` and `cargo clippy` look in cargo's home before PATH and may find another Rust's, hence the direct calls.

export async function checkRustFormat() {
  const { native } = await testTools();
  await run("cargo-fmt", ["--all", "--check"], { cwd: root, env: native });
  await run("cargo-fmt", ["--all", "--check", "--manifest-path", fuzz], { cwd: root, env: native });
}

export async function lintRust() {
  const { native } = await testTools();
  await clippy(["--workspace", "--all-features", "--all-targets"], native);
  // As Rust apps depend on it.
  await clippy(["--all-targets"], native);
  await clippy(["--all-targets", "--manifest-path", fuzz, "--target-dir", fuzzTarget], native);
}

/** What is compiled to WebAssembly only; unit tests are not. */
export async function lintWasm() {
  const { wasm } = await testTools();
  await clippy(["--workspace", "--all-features", "--lib", "--test", "wasm_*", "--target", wasmTarget], wasm);
}

/**
 * @param {readonly string[]} chosen packages, features and targets
 * @param {NodeJS.ProcessEnv} env
 */
async function clippy(chosen, env) {
  const args = ["clippy", "--locked", ...chosen, "--", "-Dwarnings"];
  await run("cargo-clippy", args, { cwd: root, env, timeout: LONGEST });
}

/** Unit tests, the native ones of `tests/`, and the examples in the documentation. */
export async function testRust() {
  const { native } = await testTools();
  return countCargoTests(
    await run("cargo", ["test", "--locked", "--all-features"], { cwd: root, env: native, timeout: LONGEST }),
  );
}

/** Every fuzz target, on what was kept of longer runs and some that is like it. */
export async function fuzzRust() {
  const { native } = await testTools();
  const args = ["test", "--locked", "--release", "--manifest-path", fuzz, "--target-dir", fuzzTarget];
  return countCargoTests(await run("cargo", args, { cwd: root, env: native, timeout: LONGEST }));
}
