import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../places.js";

/** What is bundled into the package. Its licence goes along. */
export const routerFolder = join(root, "node_modules", "hono");

/**
 * Adds what is made of the other files of the package: `inline.js`, which is one file with the core in it, the
 * gateway's router, with which there is no dependency to install, and the entries and types for `require`, since before
 * 20.19 Node could not require the modules themselves.
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
  const router = join(folder, "gateway", "router.js");
  await build({
    ...oneFile,
    entryPoints: [router],
    outfile: router,
    allowOverwrite: true,
    nodePaths: [join(root, "node_modules")],
    format: "esm",
    platform: "neutral",
    minify: true,
    banner: { js: `/*!\nHono\n\n${readFileSync(join(routerFolder, "LICENSE"), "utf8").trim()}\n*/` },
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
