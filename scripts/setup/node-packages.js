import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../places.js";
import { install } from "./install.js";

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage */

/** Installs the npm packages of package-lock.json, unless they are there already. */
export async function prepareNodePackages() {
  if (isInstalled()) return;
  // Not `npm ci`: it refuses a lockfile without the packages for systems that the registry it was made with lacked.
  await install("Installing the npm packages", "npm", ["install", "--no-save"], { cwd: root });
}

/** npm notes in node_modules what it put there; packages for other systems are optional and not in that note. */
function isInstalled() {
  const note = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(note)) return false;
  const installed = readPackages(note);
  return Object.entries(readPackages(join(root, "package-lock.json")))
    .filter(([path]) => path !== "")
    .every(([path, wanted]) => {
      const found = installed[path];
      if (found === undefined) return wanted.optional === true;
      return found.version === wanted.version && found.integrity === wanted.integrity;
    });
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
