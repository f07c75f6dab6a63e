import { readFileSync, writeFileSync } from "node:fs";
import { report, summary } from "./report.js";

/** @import { Results } from "./results.js" */

const BETWEEN_MARKERS = /(?<=<!-- results -->\n)[\s\S]*(?=<!-- \/results -->)/;

/** The pages that show results, and what of them. */
const pages = [
  { file: new URL("../docs/performance.md", import.meta.url), textOf: report },
  { file: new URL("../README.md", import.meta.url), textOf: summary },
];

/**
 * Each page as it stands, and as it is to be.
 * @param {Results} results
 */
export function pagesWith(results) {
  return pages.map(({ file, textOf }) => {
    const now = readFileSync(file, "utf8");
    return { file, now, wanted: now.replace(BETWEEN_MARKERS, () => `\n${textOf(results)}\n\n`) };
  });
}

/** @param {Results} results */
export function writePages(results) {
  for (const { file, wanted } of pagesWith(results)) writeFileSync(file, wanted);
}
