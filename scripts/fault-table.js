import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { documentWithTables } from "../tests/faults/fixtures/document.js";
import { readResults } from "../tests/faults/fixtures/results.js";
import { root } from "./places.js";
import { runAsCommand } from "./problem.js";

/** Writes the tables of docs/reliability.md out of the latest results of `npm test -- --only faults`. */
await runAsCommand(async () => {
  const file = join(root, "docs", "reliability.md");
  const results = readResults().filter(({ mode }) => mode === "plain");
  const longestOf = (/** @type {{ name: string }} */ { name }) =>
    `${(Math.max(...results.filter((result) => result.name === name).map(({ took }) => took)) / 1_000).toFixed(1)} s`;
  writeFileSync(file, documentWithTables(readFileSync(file, "utf8"), longestOf));
});
