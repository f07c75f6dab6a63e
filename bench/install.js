import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { install } from "../scripts/setup/install.js";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Installs the contestants of bench/package.json, unless they are there already. */
export async function installContestants() {
  /** @type {{ dependencies: Record<string, string> }} */
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (Object.entries(dependencies).every(([name, version]) => installedVersion(name) === version)) return;
  await install("Installing the contestants", "npm", ["install", "--no-save"], { cwd: folder });
}

/** @param {string} name */
function installedVersion(name) {
  const file = join(folder, "node_modules", name, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : undefined;
}
