import { cores } from "./cores.js";
import { linkedCrates } from "./linked-crates.js";
import { router } from "./router.js";

/** @import { Tools } from "../setup.js" */

/**
 * Something of others that a file of the package was made of.
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {string} version
 * @property {string} purl
 * @property {string} licence an SPDX expression
 * @property {string} folder where its source is on this machine
 * @property {{ alg: "SHA-256" | "SHA-512", content: string }} [hash] of the archive that it came in
 */

/** A file of the package that holds other people's code. @typedef {{ name: string, parts: readonly Part[] }} ThirdPartyFile */

/**
 * @param {Tools} tools
 * @returns {Promise<ThirdPartyFile[]>}
 */
export async function thirdPartyFiles(tools) {
  const files = [{ name: "gateway/router.js", parts: [router()] }];
  for (const core of cores) files.push({ name: core.wasm, parts: await linkedCrates(tools, core) });
  return files;
}

/**
 * All parts of these files, each once, in the order of their names.
 *
 * @param {readonly ThirdPartyFile[]} files
 * @returns {Part[]}
 */
export function partsOf(files) {
  const parts = new Map(files.flatMap(({ parts }) => parts).map((part) => [part.purl, part]));
  return [...parts.keys()].sort().flatMap((purl) => parts.get(purl) ?? []);
}
