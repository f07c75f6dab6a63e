import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../../scripts/places.js";

const read = (/** @type {string} */ name) => readFileSync(join(root, name), "utf8");

/** Without line breaks, which stand anywhere. */
const page = read("docs/security.md").replaceAll(/\s+/g, " ");

/** Files with the tests that the page names in them: `file` "one"; "another". */
const named = [...page.matchAll(/`([\w./-]+\.(?:js|rs))` ("[^"]+"(?:; "[^"]+")*)/g)].map(
  ([, file = "", tests = ""]) => ({
    file,
    tests: [...tests.matchAll(/"([^"]+)"/g)].map(([, test = ""]) => test),
  }),
);

describe("docs/security.md", () => {
  it("names tests that are there", () => {
    assert.ok(named.length > 40, String(named.length));
    for (const { file, tests } of named) {
      assert.ok(existsSync(join(root, file)), file);
      for (const test of tests) {
        const isThere = file.endsWith(".rs") ? read(file).includes(`fn ${test}(`) : quoted(test).test(read(file));
        assert.ok(isThere, `${file} has no test "${test}"`);
      }
    }
  });

  it("has a test, or a reason, for each threat", () => {
    const [, threats = ""] = /\n## Threats\n(.*?)\n## /s.exec(read("docs/security.md")) ?? [];
    const sections = threats.split("\n### ").slice(1);
    assert.ok(sections.length > 18, String(sections.length));
    for (const section of sections) assert.match(section, /\n- `tests\/|\*\*[Rr]eason\*\*/, section.split("\n")[0]);
  });
});

/** A name in quotes, or the constant end or beginning of one. @param {string} test */
function quoted(test) {
  const text = test.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`["\`][^"\`]*${text}[^"\`]*["\`]`);
}
