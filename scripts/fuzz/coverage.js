import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../places.js";
import { run } from "../run.js";
import { install } from "../setup/install.js";
import { buildFuzzer, hostMachine, kept, rustc } from "./program.js";

const folder = join(root, "target/fuzz-coverage");

/** What the targets reach: the rest of the crate speaks to JavaScript. */
const sources = ["src/contract", "src/client"].map((name) => join(root, name));

/** @typedef {{ file: string, lines: { count: number, covered: number } }} Covered */

/**
 * Which lines of the crate are run by what was kept of the fuzzer's inputs.
 *
 * @param {readonly string[]} targets
 * @returns {Promise<Covered[]>} by file
 */
export async function coverageOf(targets) {
  const profdata = await llvmTool("llvm-profdata");
  const cov = await llvmTool("llvm-cov");
  const program = await buildFuzzer(folder, ["-Cinstrument-coverage"]);
  const profiles = join(folder, "profiles");
  rmSync(profiles, { recursive: true, force: true });
  mkdirSync(profiles);
  for (const target of targets) {
    const env = { ...process.env, TARGET: target, LLVM_PROFILE_FILE: join(profiles, `${target}.profraw`) };
    await run(program, ["-runs=0", join(kept, target)], { cwd: profiles, env });
  }
  const merged = join(profiles, "all.profdata");
  await run(profdata, ["merge", ...targets.map((target) => join(profiles, `${target}.profraw`)), "-o", merged]);
  const report = await run(cov, ["export", "-summary-only", `-instr-profile=${merged}`, program, ...sources]);
  /** @type {{ data: [{ files: { filename: string, summary: { lines: Covered["lines"] } }[] }] }} */
  const { data } = JSON.parse(report);
  return data[0].files.map(({ filename, summary }) => ({ file: relative(root, filename), lines: summary.lines }));
}

/**
 * Where a tool of LLVM is, of the compiler's own version.
 *
 * @param {string} name
 */
async function llvmTool(name) {
  const tool = join(await rustc("--print", "sysroot"), "lib/rustlib", await hostMachine(), "bin", name);
  if (!existsSync(tool)) await install("Adding LLVM's tools", "rustup", ["component", "add", "llvm-tools"]);
  return tool;
}
