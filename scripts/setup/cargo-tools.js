import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { toolsFolder } from "../places.js";
import { Problem } from "../problem.js";
import { run } from "../run.js";
import { findProgram } from "./find-program.js";
import { install } from "./install.js";

const LONGEST_BUILD = 90 * 60_000;

/** A command that cargo builds from crates.io. @typedef {{ crate: string, version: string, program: string }} CargoTool */

/**
 * Makes sure that commands are there in exactly their versions, and builds those that are not.
 *
 * @param {readonly CargoTool[]} tools
 * @param {NodeJS.ProcessEnv} env the one cargo runs in
 * @returns {Promise<string[]>} the folders to put on PATH
 */
export async function prepareCargoTools(tools, env) {
  // Shared by the tools, which have many crates in common. It stays when a build is interrupted, so that the next one
  // goes on from there.
  const builds = join(toolsFolder, "build");
  const bins = [];
  for (const tool of tools) {
    if (await isOnPath(tool)) continue;
    const folder = join(toolsFolder, `${tool.crate}-${tool.version}`);
    const bin = join(folder, "bin");
    if (!existsSync(join(bin, tool.program))) await build(tool, folder, { ...env, CARGO_TARGET_DIR: builds });
    bins.push(bin);
  }
  rmSync(builds, { recursive: true, force: true, maxRetries: 5 });
  return bins;
}

/** @param {CargoTool} tool */
async function isOnPath({ program, version }) {
  if (findProgram(program) === undefined) return false;
  const answer = await run(program, ["--version"]).catch(() => "");
  return answer.split(/\s+/).includes(version);
}

/**
 * @param {CargoTool} tool
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function build({ crate, version }, folder, env) {
  const title = `Building ${crate} ${version} with cargo (takes a few minutes, once per machine)`;
  const args = ["install", crate, "--version", version, "--root", folder];
  const options = { cwd: toolsFolder, env, timeout: LONGEST_BUILD };
  mkdirSync(toolsFolder, { recursive: true });
  try {
    await install(title, "cargo", [...args, "--locked"], options);
  } catch (error) {
    // A registry mirror may lack a version the tool was locked to; a newer one of the same series does as well.
    if (!(error instanceof Problem) || !/locked to|failed to select a version/.test(error.output)) throw error;
    console.log(`The registry lacks a version that ${crate} is locked to, so newer ones are taken.`);
    await install(`${title}, with the newest of its dependencies`, "cargo", args, options);
  }
}
