import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../places.js";

/** @import { Part } from "./third-party.js" */

/** What the gateway's router is made of. */
export const routerFolder = join(root, "node_modules", "hono");

/** @returns {Part} */
export function router() {
  const { name, version, license: licence } = JSON.parse(readFileSync(join(routerFolder, "package.json"), "utf8"));
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const [, base64 = ""] = packages[`node_modules/${name}`].integrity.split("sha512-");
  const content = Buffer.from(base64, "base64").toString("hex");
  const purl = `pkg:npm/${name}@${version}`;
  return { name, version, purl, licence, folder: routerFolder, hash: { alg: "SHA-512", content } };
}

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
