import { cpSync, mkdirSync, rmSync } from "node:fs";
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
 */
export async function bundle(folder) {
  await build({
    ...quiet,
    entryPoints: [place("worker.js")],
    outdir: folder,
    conditions: ["workerd"],
    external: ["cloudflare:workers"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
  });
  await bundlePortal(join(folder, "static"));
}

/**
 * The page's files as they are, its code in parts that are loaded when they are needed, and the core, which is a part for
 * itself under `/pkg`.
 *
 * @param {string} folder
 */
export async function bundlePortal(folder) {
  // Parts have names that change with what is in them.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ["index.html", "portal.css", "icon.svg", "_headers"]) {
    cpSync(place(`../portal/${file}`), join(folder, file));
  }
  await build({
    ...quiet,
    entryPoints: [place("../portal/portal.js")],
    outdir: folder,
    splitting: true,
    chunkNames: "parts/[name]-[hash]",
    minify: true,
    plugins: [apart],
  });
  await build({
    ...quiet,
    entryPoints: [place(`../../pkg/${core}`)],
    outfile: join(folder, "pkg", core),
    minify: true,
  });
  cpSync(place("../../pkg/aggregate.wasm"), join(folder, "pkg/aggregate.wasm"));
}

/** @satisfies {import("esbuild").BuildOptions} */
const quiet = { bundle: true, format: "esm", target: "es2022", logLevel: "silent" };

/** The package's functions with the way to its core in browsers. */
const core = "entries/browser.js";

/**
 * Has the page import each element by itself: the report's, which it imports later, would otherwise come along with the
 * form's, since a module is in one part as a whole. What both need of the core is a part of neither.
 *
 * @type {import("esbuild").Plugin}
 */
const apart = {
  name: "apart",
  setup({ onResolve }) {
    onResolve({ filter: /^thingspace-aggregate\/elements$/ }, ({ kind }) => ({
      path: place(
        `../../pkg/elements/${kind === "dynamic-import" ? "report/usage-report" : "request/usage-request"}.js`,
      ),
    }));
    onResolve({ filter: /\/index\.js$/ }, () => ({ path: `/pkg/${core}`, external: true, sideEffects: false }));
  },
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await bundle(deployed);
