import { pathToFileURL } from "node:url";
import { assemblePackage, linkPackage } from "./build/assemble.js";
import { compileCore } from "./build/compile.js";
import { cores } from "./build/cores.js";
import { printSizes } from "./build/sizes.js";
import { runAsCommand } from "./problem.js";
import { prepareBuild } from "./setup.js";

/**
 * Builds the npm package into `pkg/`, installing first what that needs. Costs next to nothing when nothing changed.
 * @throws {import("./problem.js").Problem} that says what went wrong and what to do
 */
export async function build() {
  const tools = await prepareBuild();
  for (const core of cores) await compileCore(tools, core);
  const isNew = await assemblePackage(tools);
  linkPackage();
  console.log(isNew ? "The package is in pkg/:" : "The package in pkg/ is up to date.");
  if (isNew) printSizes();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runAsCommand(build);
