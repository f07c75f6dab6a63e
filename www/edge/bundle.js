import { cpSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { staticImports } from "./static-imports.js";

/** @param {string} path seen from this file */
const place = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What wrangler.jsonc deploys. */
const deployed = place("../../target/edge");

/**
 * Assembles what is deployed: `worker.js` with the package in it; `server.wasm` as a separate module, because workerd
 * compiles none at run time; and in `static/` the portal, with the package for browsers.
 *
 * @param {string} folder
 * @param {string} [worker] another worker to deploy instead of this one, in its own file
 */
export async function bundle(folder, worker = place("worker.js")) {
  await build({
    ...quiet,
    entryPoints: [{ in: worker, out: "worker" }],
    outdir: folder,
    conditions: ["workerd"],
    external: ["cloudflare:workers"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
  });
  await bundlePortal(join(folder, "static"));
}

/**
 * The page: its code in one file, which is smaller than several; what is loaded later, and the core, which all of it
 * uses, are under `/pkg`.
 *
 * @param {string} folder
 */
export async function bundlePortal(folder) {
  mkdirSync(folder, { recursive: true });
  for (const file of ["index.html", "icon.svg", "_headers"]) cpSync(place(`../portal/${file}`), join(folder, file));
  for (const entry of ["../portal/portal.js", "../portal/portal.css", ...later]) {
    await build({ ...page, entryPoints: [place(entry)], outdir: folder });
  }
  await build({ ...page, entryPoints: [place(`../../pkg/${core}`)], outfile: join(folder, "pkg", core) });
  cpSync(place("../../pkg/aggregate.wasm"), join(folder, "pkg/aggregate.wasm"));
}

/** @satisfies {import("esbuild").BuildOptions} */
const quiet = { bundle: true, format: "esm", target: "es2022", charset: "utf8", tsconfigRaw: {}, logLevel: "silent" };

/** The package's functions, with the loader of its core for browsers. */
const core = "entries/browser.js";

/** What the page imports once there is a report to show, a file to read, or the exact request to be seen. */
const later = [
  "../portal/report-view.js",
  "../../pkg/elements/request/read-file.js",
  "../../pkg/elements/request/preview-view.js",
];

const laterNames = new Set(later.map((path) => basename(path)));

/** @satisfies {import("esbuild").BuildOptions} */
const page = {
  ...quiet,
  minify: true,
  plugins: [
    staticImports(laterNames),
    {
      name: "apart",
      setup({ onResolve }) {
        onResolve({ filter: /\/index\.js$/ }, () => ({
          path: `/pkg/${core}`,
          external: true,
          sideEffects: false,
        }));
        onResolve({ filter: /\.js$/ }, ({ kind, path }) =>
          kind === "dynamic-import" && laterNames.has(basename(path))
            ? { path: `/${basename(path)}`, external: true }
            : undefined,
        );
      },
    },
  ],
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await bundle(deployed);
