import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Adds what is made of the other files of the package: `inline.js`, which is one file with the core in it, and the
 * entries and types for `require`, since before 20.19 Node could not require the modules themselves.
 *
 * @param {string} folder of the package
 */
export async function addBundles(folder) {
  // Not imported above: the set-up that comes first installs it.
  const { build } = await import("esbuild");
  const entry = (/** @type {string} */ name) => join(folder, "entries", name);
  const oneFile = /** @satisfies {import("esbuild").BuildOptions} */ ({
    bundle: true,
    target: "es2022",
    loader: { ".wasm": "base64" },
    logLevel: "error",
  });

  for (const name of ["node", "slim", "inline"]) {
    await build({
      ...oneFile,
      entryPoints: [entry(`${name}.js`)],
      outfile: entry(`${name}.cjs`),
      format: "cjs",
      platform: "node",
      minify: name === "inline",
      ...(name === "node" && addressOfScript),
    });
  }
  await build({
    ...oneFile,
    entryPoints: [entry("inline.js")],
    outfile: entry("inline.js"),
    allowOverwrite: true,
    format: "esm",
    platform: "neutral",
    minify: true,
  });
  for (const name of ["index", "inline", "slim"]) {
    const types = readFileSync(join(folder, `${name}.d.ts`), "utf8");
    writeFileSync(join(folder, `${name}.d.cts`), types.replaceAll('"./index.js"', '"./index.cjs"'));
  }
}

/** CommonJS has no `import.meta.url`. */
const addressOfScript = {
  banner: { js: 'const scriptUrl = require("node:url").pathToFileURL(__filename).href;' },
  define: { "import.meta.url": "scriptUrl" },
};
