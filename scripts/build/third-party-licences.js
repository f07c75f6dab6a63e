import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { partsOf } from "./third-party.js";

/** @import { Part, ThirdPartyFile } from "./third-party.js" */

const INTRODUCTION = `This package holds code of others. Here are their licences; sbom.cdx.json tells which file holds whose code.

Where they offer several licences, and MIT is one of them, their code is used under MIT.`;

const NO_TEXT = `Their authors' archives hold no text of the licence. Those of MIT and Apache-2.0 are in the files LICENSE-MIT and
LICENSE-APACHE of this package.`;

const RULE = `\n\n${"-".repeat(80)}\n\n`;

/**
 * Adds the notices that the licences of other people's code want to go along with it: the very texts that came with the
 * code, each of them once.
 *
 * @param {string} folder of the package
 * @param {readonly ThirdPartyFile[]} files
 */
export function addThirdPartyLicences(folder, files) {
  /** Who gives the same text. @type {Map<string, string[]>} */
  const titles = new Map();
  for (const part of partsOf(files)) {
    const text = licenceOf(part);
    titles.set(text, [...(titles.get(text) ?? []), `${part.name} ${part.version} (${part.licence})`]);
  }
  const sections = Array.from(titles, ([text, parts]) => `${parts.join("\n")}\n\n${text}`);
  writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), `${[INTRODUCTION, ...sections].join(RULE)}\n`);
}

/** @param {Part} part @returns {string} */
function licenceOf({ folder }) {
  const texts = licenceFilesIn(folder).map((name) => readFileSync(join(folder, name), "utf8").trim());
  return texts.join("\n\n").replaceAll("\r\n", "\n") || NO_TEXT;
}

/** @param {string} folder */
function licenceFilesIn(folder) {
  const names = readdirSync(folder)
    .filter((name) => /^(LICEN[CS]E|UNLICENSE|COPYING|COPYRIGHT|NOTICE)/i.test(name))
    .sort();
  if (!names.includes("LICENSE-MIT")) return names;
  return names.filter((name) => !/APACHE|UNLICENSE|COPYING/i.test(name));
}
