import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/** @param {string} path seen from this file */
const place = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What wrangler.jsonc deploys. */
const deployed = place("../../target/edge");

/**
 * Puts together what is deployed: `worker.js` with the package in it; `server.wasm`, as a module of its own, since
 * workerd compiles none at run time; and in `static/` the portal, with the package for browsers.
 *
 * @param {string} folder
 * @param {string} [worker] what is deployed in place of this one, in a file of its own
 */
export async function bundle(folder, worker = place("worker.js")) {
  await build({
    entryPoints: [{ in: worker, out: "worker" }],
    outdir: folder,
    bundle: true,
    format: "esm",
    target: "es2022",
    conditions: ["workerd"],
    external: ["cloudflare:workers"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "silent",
  });
  const files = join(folder, "static");
  const filter = (/** @type {string} */ path) => !path.endsWith(".d.ts");
  cpSync(place("../portal"), files, { recursive: true, filter });
  for (const file of ["entries/browser.js", "aggregate.wasm"]) {
    cpSync(place(`../../pkg/${file}`), join(files, "pkg", file));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await bundle(deployed);
