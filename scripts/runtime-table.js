import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readmeWithTable, runtimesDocument } from "../tests/runtimes/fixtures/document.js";
import { readResult } from "../tests/runtimes/fixtures/result.js";
import { rows } from "../tests/runtimes/rows.js";
import { root } from "./places.js";
import { Problem, runAsCommand } from "./problem.js";

/** @param {string} row */
function versionOf(row) {
  const result = readResult(row);
  if (result === undefined) throw new Problem(`${row} has not passed yet. Run: npm test -- --only runtimes`);
  return result.version;
}

/** Writes docs/runtimes.md, and the table in README.md, out of the latest results of `npm test -- --only runtimes`. */
await runAsCommand(async () => {
  const readme = join(root, "README.md");
  writeFileSync(join(root, "docs", "runtimes.md"), runtimesDocument(rows, versionOf));
  writeFileSync(readme, readmeWithTable(readFileSync(readme, "utf8"), rows, versionOf));
});
