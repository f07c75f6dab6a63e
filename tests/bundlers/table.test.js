import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { table } from "./fixtures/table.js";

const here = fileURLToPath(new URL(".", import.meta.url));

describe("the table in docs/bundlers.md", async () => {
  it("has a row for every project", async () => {
    const folders = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    const projects = folders.map(({ name }) => name).filter((name) => name !== "fixtures");
    assert.deepEqual(table.map(({ project }) => project).sort(), projects.sort());
  });

  for (const { project, version, needs } of table) {
    it(`says which version ${project} is tested with, and what it needs`, async () => {
      const text = await textOf(join(here, project));
      const { dependencies, devDependencies } = JSON.parse(await readFile(join(here, project, "package.json"), "utf8"));
      const packages = Object.entries({ ...dependencies, ...devDependencies });
      for (const [name, pinned] of packages) assert.match(pinned, /^\d+\.\d+\.\d+$/, `${name} is pinned`);
      assert.ok(packages.some(([name, pinned]) => pinned === version && named(project, name)));

      const setting = /^`(.+)`$/.exec(needs)?.[1];
      if (setting === undefined) assert.equal(needs, "nothing");
      else assert.ok(text.includes(setting), `${setting} is in the project`);
      if (needs === "nothing") assert.doesNotMatch(text, /thingspace-aggregate\/|Packages|optimizeDeps|plugins/);
    });
  }
});

/**
 * Whether a package is the bundler that a project is named for.
 *
 * @param {string} project
 * @param {string} name
 */
function named(project, name) {
  return project.split("-")[0] === name.replace(/^@(\w+)\/core$/, "$1");
}

/** @param {string} folder */
async function textOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")))).join("\n");
}
