import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { assemblePackage, linkPackage } from "./build/assemble.js";
import { compileCore } from "./build/compile.js";
import { cores } from "./build/cores.js";
import { printSizes } from "./build/sizes.js";
import { locked } from "./lock.js";
import { buildFolder } from "./places.js";
import { runAsCommand } from "./problem.js";
import { prepareBuild } from "./setup.js";

/**
 * Builds the npm package into `pkg/`, installing first what that needs. Costs next to nothing when nothing changed.
 * @throws {import("./problem.js").Problem} that says what went wrong and what to do
 */
export async function build() {
  const tools = await prepareBuild();
  const isNew = await locked(join(buildFolder, "build.lock"), "is building this checkout", () => make(tools));
  console.log(isNew ? "The package is in pkg/:" : "The package in pkg/ is up to date.");
  if (isNew) printSizes();
}

/**
 * @param {import("./setup.js").Tools} tools
 * @returns {Promise<boolean>} false when the package was up to date
 */
async function make(tools) {
  for (const core of cores) await compileCore(tools, core);
  const isNew = await assemblePackage(tools);
  linkPackage();
  return isNew;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runAsCommand(build);
