import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { root } from "../../scripts/places.js";
import { readmeWithTable, runtimesDocument, versionIn } from "./fixtures/document.js";
import { rows } from "./rows.js";

it("docs/runtimes.md and README.md are what scripts/runtime-table.js would write, but for newer versions", async () => {
  const document = await readFile(join(root, "docs", "runtimes.md"), "utf8");
  const versionOf = (/** @type {string} */ name) => {
    const version = versionIn(document, rows[/** @type {keyof typeof rows} */ (name)]);
    assert.match(version ?? "no version", /^\d+(\.\d+)+\S*$/, name);
    return version ?? "";
  };
  assert.equal(document, runtimesDocument(rows, versionOf));
  const readme = await readFile(join(root, "README.md"), "utf8");
  assert.match(readme, /<!-- runtimes -->/);
  assert.equal(readme, readmeWithTable(readme, rows, versionOf));
});
