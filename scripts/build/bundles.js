import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @satisfies {import("esbuild").BuildOptions} */
const module = { format: "esm", platform: "neutral" };

/** @satisfies {import("esbuild").BuildOptions} */
const commonJs = { format: "cjs", platform: "node" };

/** CommonJS has no `import.meta.url`. */
const addressOfScript = {
  banner: { js: 'const scriptUrl = require("node:url").pathToFileURL(__filename).href;' },
  define: { "import.meta.url": "scriptUrl" },
};

/**
 * One file of `entries/`.
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} source the file of the package that it begins with
 * @property {string} core the file of `core/` that `#core` is
 * @property {import("esbuild").BuildOptions} how
 */

/** @type {readonly Entry[]} */
const entries = [
  // Pages without a bundler know no `#core`.
  { name: "browser.js", source: "index.js", core: "browser.js", how: module },
  { name: "inline.js", source: "index.js", core: "inline.js", how: { ...module, minify: true } },
  { name: "slim.js", source: "slim.js", core: "slim.js", how: module },
  { name: "elements.js", source: "elements/define.js", core: "browser.js", how: module },
  // Before 20.19, Node cannot require modules.
  { name: "node.cjs", source: "index.js", core: "node.js", how: { ...commonJs, ...addressOfScript } },
  { name: "inline.cjs", source: "index.js", core: "inline.js", how: { ...commonJs, minify: true } },
  { name: "slim.cjs", source: "slim.js", core: "slim.js", how: commonJs },
  // With the core of servers: where elements are drawn, bundlers take the modules.
  // One file for each element's own path as well: a class that two files had would be two classes.
  { name: "elements.cjs", source: "elements.js", core: "node.js", how: { ...commonJs, ...addressOfScript } },
  {
    name: "elements-define.cjs",
    source: "elements/define.js",
    core: "node.js",
    how: { ...commonJs, ...addressOfScript },
  },
];

/** What has types for `require` as well. */
const typed = [
  "index",
  "inline",
  "slim",
  "elements",
  "elements/define",
  "elements/react",
  "elements/usage-report",
  "elements/usage-request",
  "aggregate.wasm",
  "server.wasm",
];

/**
 * Adds what is made of the other files of the package: in `entries/`, for those who import one file, what index.js is
 * with one way to find the core; and the types for `require`.
 *
 * @param {string} folder of the package
 */
export async function addBundles(folder) {
  for (const entry of entries) await bundle(folder, entry);
  for (const name of typed) {
    const types = readFileSync(join(folder, `${name}.d.ts`), "utf8");
    writeFileSync(join(folder, `${name}.d.cts`), types.replaceAll(/"(\.{1,2}\/\w+)\.js"/g, '"$1.cjs"'));
  }
}

/**
 * @param {string} folder of the package
 * @param {Entry} entry
 */
async function bundle(folder, { name, source, core, how }) {
  // Not imported above: the set-up that comes first installs it.
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: folder,
    entryPoints: [source],
    outfile: `entries/${name}`,
    alias: { "#core": `./core/${core}` },
    bundle: true,
    target: "es2022",
    loader: { ".wasm": "base64" },
    logLevel: "error",
    ...how,
  });
}
