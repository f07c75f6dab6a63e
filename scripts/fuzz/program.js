import { join } from "node:path";
import { root } from "../places.js";
import { run } from "../run.js";
import { testTools } from "../test/tools.js";

const manifest = join(root, "fuzz/Cargo.toml");

/** Where the inputs are that were kept, in a folder for each target. */
export const kept = join(root, "fuzz/corpus");

/**
 * What libFuzzer needs to see of a program. These are LLVM's own passes, which the stable compiler has; `cargo fuzz` asks
 * for them by way of nightly's flags.
 */
const GUIDED = [
  "-Cpasses=sancov-module",
  "-Cllvm-args=-sanitizer-coverage-level=4",
  "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
  "-Cllvm-args=-sanitizer-coverage-pc-table",
  "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/** What the compiler of the targets says. @param {...string} args */
export async function rustc(...args) {
  const { native } = await testTools();
  return (await run("rustc", args, { env: native })).trim();
}

/** The machine that the compiler is for, such as x86_64-unknown-linux-gnu. */
export async function hostMachine() {
  return /host: (\S+)/.exec(await rustc("-vV"))?.[1] ?? "";
}

/**
 * Compiles all targets into one program under libFuzzer.
 *
 * @param {string} folder where cargo works
 * @param {readonly string[]} [flags] for rustc
 * @returns {Promise<string>} the program
 */
export async function buildFuzzer(folder, flags = []) {
  const { native } = await testTools();
  const host = await hostMachine();
  // With a target, the flags are for it alone, and not for what the compiler runs itself.
  const env = { ...native, RUSTFLAGS: [...GUIDED, ...flags].join(" "), CARGO_TARGET_DIR: folder };
  const args = ["--locked", "--release", "--features", "libfuzzer", "--target", host, "--manifest-path", manifest];
  await run("cargo", ["build", ...args], { cwd: root, env, timeout: 30 * 60_000 });
  return join(folder, host, "release/fuzz");
}
