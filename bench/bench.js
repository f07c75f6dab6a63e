import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "../scripts/build.js";
import { Problem, runAsCommand } from "../scripts/problem.js";
import { installContestants } from "./install.js";
import { measureSection } from "./measure.js";
import { writePages } from "./pages.js";
import { report } from "./report.js";
import { results } from "./results.js";
import { sections } from "./section.js";

/** @import { SectionResult } from "./results.js" */

const resultsFile = new URL("results.json", import.meta.url);

/** `npm run bench`: every section, side by side; a whole run is written down in results.json and on the pages. */
async function bench() {
  const { quick, chosen } = readArguments();
  await build();
  await installContestants();
  /** @type {Record<string, SectionResult>} */
  const measured = {};
  for (const name of chosen) measured[name] = await measureSection(name, { quick });
  const all = results(measured);
  console.log(`\n${report(all)}\n`);
  if (quick || chosen.length < sections.length) {
    console.log("Not written down: only a whole run (no --quick, no --only) is.");
    return;
  }
  writeFileSync(resultsFile, `${JSON.stringify(all, null, 2)}\n`);
  writePages(all);
  console.log(`Written down in ${fileURLToPath(resultsFile)}, docs/performance.md and README.md.`);
}

function readArguments() {
  const { values } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string", multiple: true } } });
  const { quick = false, only = sections } = values;
  const unknown = only.filter((name) => !sections.includes(name));
  if (unknown.length > 0)
    throw new Problem(`There is no section ${unknown.join(", ")}. There are: ${sections.join(", ")}.`);
  return { quick, chosen: sections.filter((name) => only.includes(name)) };
}

await runAsCommand(bench);
