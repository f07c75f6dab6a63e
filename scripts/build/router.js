import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../places.js";

/** What the gateway's router is made of. */
export const routerFolder = join(root, "node_modules", "hono");

/**
 * Puts the router's code into the package, with its licence, so that there is no dependency to install.
 *
 * @param {string} folder of the package
 */
export async function bundleRouter(folder) {
  // Not imported above: the set-up that comes first installs it.
  const { build } = await import("esbuild");
  const licence = readFileSync(join(routerFolder, "LICENSE"), "utf8").trim();
  await build({
    absWorkingDir: folder,
    entryPoints: ["gateway/router.js"],
    outfile: "gateway/router.js",
    allowOverwrite: true,
    nodePaths: [join(root, "node_modules")],
    bundle: true,
    minify: true,
    target: "es2022",
    format: "esm",
    platform: "neutral",
    banner: { js: `/*!\nHono\n\n${licence}\n*/` },
    logLevel: "error",
  });
}
