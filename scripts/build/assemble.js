import { copyFileSync, cpSync, lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { buildFolder, packageFolder, root } from "../places.js";
import { Problem } from "../problem.js";
import { addBundles } from "./bundles.js";
import { cores } from "./cores.js";
import { replaceFolder } from "./replace-folder.js";
import { bundleRouter, routerFolder } from "./router.js";
import { addSbom } from "./sbom.js";
import { stamp } from "./stamp.js";
import { thirdPartyFiles } from "./third-party.js";
import { addThirdPartyLicences } from "./third-party-licences.js";

const licences = ["LICENSE-MIT", "LICENSE-APACHE"].map((name) => join(root, name));

const template = join(root, "pkg-template");

/**
 * Puts the npm package together in `pkg/` out of the compiled cores and the files of `pkg-template/`, unless it is
 * there already.
 * @param {import("../setup.js").Tools} tools
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function assemblePackage(tools) {
  const made = stamp(join(buildFolder, "package.stamp"), {
    inputs: [
      template,
      join(root, "scripts/build"),
      join(routerFolder, "package.json"),
      ...["Cargo.lock", "package-lock.json"].map((name) => join(root, name)),
      ...cores.map(({ folder }) => folder),
      ...licences,
    ],
    outputs: [packageFolder],
  });
  if (made.isFresh()) return false;
  await replaceFolder(packageFolder, (draft) => fill(draft, tools));
  made.renew();
  return true;
}

/**
 * @param {string} draft the folder that becomes the package
 * @param {import("../setup.js").Tools} tools
 */
async function fill(draft, tools) {
  cpSync(template, draft, { recursive: true });
  for (const licence of licences) copyFileSync(licence, join(draft, basename(licence)));
  for (const { name, wasm, folder } of cores) {
    copyFileSync(join(folder, `${name}_bg.wasm`), join(draft, wasm));
    await bundleGlue(join(folder, `${name}.js`), join(draft, `${name}.js`));
  }
  await bundleRouter(draft);
  await addBundles(draft);
  const files = await thirdPartyFiles(tools);
  addSbom(draft, files);
  addThirdPartyLicences(draft, files);
}

/**
 * Makes one file of wasm-bindgen's JavaScript and the crate's own, which it imports.
 * @param {string} from
 * @param {string} to
 */
async function bundleGlue(from, to) {
  if (readFileSync(from, "utf8").includes("_bg.wasm")) {
    throw new Problem(`${from} names a .wasm file of its own: omit-default-module-path in Cargo.toml was ignored.`);
  }
  // Not imported above: the set-up that comes first installs it.
  const { build } = await import("esbuild");
  await build({
    entryPoints: [from],
    outfile: to,
    bundle: true,
    format: "esm",
    platform: "neutral",
    logLevel: "error",
  });
}

/** Lets everything in this repository import the package by its name. */
export function linkPackage() {
  const link = join(root, "node_modules", "thingspace-aggregate");
  const target = join("..", "pkg");
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(link) === target) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(target, link, "dir");
}
