import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { root, toolsFolder } from "../places.js";
import { run } from "../run.js";
import { install } from "./install.js";
import { otherNodeVersion } from "./versions.js";

const otherNodeFolder = join(toolsFolder, `node-${otherNodeVersion}`);

/** The newer Node that the package is tested in. Not in node_modules, where every npm script would run with it. */
export const otherNode = join(otherNodeFolder, "node_modules", "node", "bin", "node");

/** Makes sure that the runtimes are there which the package is tested in beside this Node and the browsers. */
export async function prepareRuntimes() {
  if (!existsSync(otherNode)) {
    mkdirSync(otherNodeFolder, { recursive: true });
    const args = ["install", "--prefix", otherNodeFolder, "--no-save", "--ignore-scripts=false"];
    await install(`Installing Node ${otherNodeVersion}`, "npm", [...args, `node@${otherNodeVersion}`], {
      cwd: otherNodeFolder,
    });
  }
  // These packages hold no program until their install scripts have run, which some keep switched off.
  for (const name of ["bun", "deno"]) {
    const program = join(root, "node_modules", ".bin", name);
    const isReady = await run(program, ["--version"]).catch(() => undefined);
    if (isReady === undefined) {
      await install(`Preparing ${name}`, "npm", ["rebuild", name, "--ignore-scripts=false"], { cwd: root });
    }
  }
}
