import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runtimesDocument } from "../tests/runtimes/fixtures/document.js";
import { readResult } from "../tests/runtimes/fixtures/result.js";
import { rows } from "../tests/runtimes/rows.js";
import { root } from "./places.js";
import { Problem, runAsCommand } from "./problem.js";

/** Writes docs/runtimes.md out of the latest results of `npm test -- --only runtimes`. */
await runAsCommand(async () => {
  const document = runtimesDocument(rows, (row) => {
    const result = readResult(row);
    if (result === undefined) throw new Problem(`${row} did not pass yet. Run: npm test -- --only runtimes`);
    return result.version;
  });
  writeFileSync(join(root, "docs", "runtimes.md"), document);
});
