import assert from "node:assert/strict";
import { isBuiltin } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const commands = ["scripts/start.js", "scripts/build.js", "scripts/test.js", "bench/bench.js"];

test("the commands begin without any npm package, since they install them", async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: commands,
    outdir: "out",
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  const seen = new Set(commands);
  /** @type {string[]} */
  const foreign = [];
  for (const file of seen) {
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      // A pattern stands for an import() of a name that is put together.
      if (kind !== "import-statement" || path.includes("*")) continue;
      if (!external) seen.add(path);
      else if (!isBuiltin(path)) foreign.push(`${file} imports ${path}`);
    }
  }
  assert.ok(seen.size > 20, "it saw the files behind the commands, too");
  assert.deepEqual(foreign, []);
});
