import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Adds what is made of the other files of the package: in `entries/`, for those who import one file, what index.js is
 * with one way to find the core; and the types for `require`.
 *
 * @param {string} folder of the package
 */
export async function addBundles(folder) {
  // Not imported above: the set-up that comes first installs it.
  const { build } = await import("esbuild");

  /**
   * @param {string} source
   * @param {string} core the file of `core/` that `#core` is
   * @param {string} entry
   * @param {import("esbuild").BuildOptions} options
   */
  const bundle = (source, core, entry, options) =>
    build({
      absWorkingDir: folder,
      entryPoints: [source],
      outfile: `entries/${entry}`,
      alias: { "#core": `./core/${core}` },
      bundle: true,
      target: "es2022",
      loader: { ".wasm": "base64" },
      logLevel: "error",
      ...options,
    });

  // Pages without a bundler know no `#core`.
  await bundle("index.js", "browser.js", "browser.js", module);
  await bundle("index.js", "inline.js", "inline.js", { ...module, minify: true });
  await bundle("slim.js", "slim.js", "slim.js", module);
  await bundle("elements/define.js", "browser.js", "elements.js", module);
  // Before 20.19, Node cannot require modules.
  await bundle("index.js", "node.js", "node.cjs", { ...commonJs, ...addressOfScript });
  await bundle("index.js", "inline.js", "inline.cjs", { ...commonJs, minify: true });
  await bundle("slim.js", "slim.js", "slim.cjs", commonJs);
  // With the core of servers: where elements are drawn, bundlers take the modules.
  // One file for each element's own path as well: a class that two files had would be two classes.
  await bundle("elements.js", "node.js", "elements.cjs", { ...commonJs, ...addressOfScript });
  await bundle("elements/define.js", "node.js", "elements-define.cjs", { ...commonJs, ...addressOfScript });

  for (const name of typed) {
    const types = readFileSync(join(folder, `${name}.d.ts`), "utf8");
    writeFileSync(join(folder, `${name}.d.cts`), types.replaceAll(/"(\.{1,2}\/\w+)\.js"/g, '"$1.cjs"'));
  }
}

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

/** @satisfies {import("esbuild").BuildOptions} */
const module = { format: "esm", platform: "neutral" };

/** @satisfies {import("esbuild").BuildOptions} */
const commonJs = { format: "cjs", platform: "node" };

/** CommonJS has no `import.meta.url`. */
const addressOfScript = {
  banner: { js: 'const scriptUrl = require("node:url").pathToFileURL(__filename).href;' },
  define: { "import.meta.url": "scriptUrl" },
};
