import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { pagesWith } from "../../bench/pages.js";

test("every figure on a page is one that npm run bench wrote down", () => {
  const results = JSON.parse(readFileSync(new URL("../../bench/results.json", import.meta.url), "utf8"));
  for (const { file, now, wanted } of pagesWith(results)) {
    assert.ok(now.includes("<!-- results -->"), `${fileURLToPath(file)} has a place for them`);
    assert.equal(now, wanted, `${fileURLToPath(file)} is not what bench/results.json says`);
  }
});
