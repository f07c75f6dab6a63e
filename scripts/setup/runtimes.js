import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, toolsFolder } from "../places.js";
import { run } from "../run.js";
import { install } from "./install.js";
import { newerNodeVersion, oldestNodeVersion } from "./versions.js";

// npm keeps install scripts switched off for some of its users, and without theirs these packages hold no program.
const WITH_SCRIPTS = "--ignore-scripts=false";

/** Makes sure that the runtimes are there which the package is tested in besides this Node and the browsers. */
export async function prepareRuntimes() {
  for (const version of [oldestNodeVersion, newerNodeVersion]) await prepareNode(version);
  for (const name of ["bun", "deno"]) await prepareProgram(name);
}

/**
 * Where a Node of this version is, once it is installed: not in node_modules, where every npm script would run with it.
 * @param {string} version
 */
export function nodeProgram(version) {
  return join(nodeFolder(version), "node_modules", "node", "bin", "node");
}

/** @param {string} version */
function nodeFolder(version) {
  return join(toolsFolder, `node-${version}`);
}

/** @param {string} version */
async function prepareNode(version) {
  if (existsSync(nodeProgram(version))) return;
  const folder = nodeFolder(version);
  // It gets its name when it is complete: an installation that was interrupted looks as if nothing were there.
  const draft = `${folder}.part`;
  for (const old of [draft, folder]) rmSync(old, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const args = ["install", "--prefix", draft, "--no-save", WITH_SCRIPTS, `node@${version}`];
  await install(`Installing Node ${version}`, "npm", args, { cwd: draft });
  renameSync(draft, folder);
}

/** @param {string} name of an npm package, and of the program in it */
async function prepareProgram(name) {
  const program = join(root, "node_modules", ".bin", name);
  const answer = await run(program, ["--version"]).catch(() => undefined);
  if (answer === undefined) await install(`Preparing ${name}`, "npm", ["rebuild", name, WITH_SCRIPTS], { cwd: root });
}
