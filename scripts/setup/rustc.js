import { run } from "../run.js";

/** Where a sysroot has the source of the standard library. */
export const librarySource = "lib/rustlib/src/rust/library";

/**
 * @param {string} rustc the program
 * @param {import("../run.js").RunOptions} [options]
 * @returns {Promise<string>} such as `1.95.0`
 */
export async function versionOfRustc(rustc, options) {
  return /^rustc ([\d.]+)/.exec(await run(rustc, ["--version"], options))?.[1] ?? "0";
}
