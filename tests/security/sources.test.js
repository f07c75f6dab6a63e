import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { root } from "../../scripts/places.js";

/** What makes markup or code of a text. */
const sinks =
  /(inner|outer)HTML\s*=[^=]|insertAdjacentHTML|document\.write|setHTML|srcdoc|createContextualFragment|DOMParser|\beval\(|new Function|javascript:/;

/** @param {string} folder @returns {string[]} */
const linesIn = (folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .flatMap((name) => readFileSync(join(root, folder, name), "utf8").split("\n"))
    .map((line) => line.trim());

it("markup is made of nothing that comes from elsewhere", () => {
  const found = [...linesIn("pkg-template"), ...linesIn("www/portal")].filter((line) => sinks.test(line));
  assert.deepEqual(found.sort(), [
    // Bars: of numbers alone.
    "if (chart.innerHTML !== bars) chart.innerHTML = bars;",
    // A constant.
    "this.root.innerHTML = skeleton;",
  ]);
});
