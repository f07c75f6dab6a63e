import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { root } from "../../scripts/places.js";
import { documentWithTables, longestIn } from "./fixtures/document.js";

it("docs/reliability.md has the tables that scripts/fault-table.js would write, but for other times", async () => {
  const document = await readFile(join(root, "docs", "reliability.md"), "utf8");
  assert.match(document, /<!-- faults -->\n[\s\S]*<!-- \/faults -->/);
  const written = documentWithTables(document, (fault) => {
    const longest = longestIn(document, fault);
    assert.match(longest ?? "no time", /^\d+\.\d s$/, fault.name);
    return longest ?? "";
  });
  assert.equal(document, written);
  assert.doesNotMatch(document, /not tried:/);
});
