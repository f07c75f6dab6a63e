import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildFolder, root } from "../places.js";
import { Problem } from "../problem.js";
import { step } from "../progress.js";
import { run } from "../run.js";
import { wasmPackVersion } from "../setup/versions.js";
import { replaceFolder } from "./replace-folder.js";
import { shortenNames } from "./shorten-names.js";
import { stamp } from "./stamp.js";
import { surviveTraps } from "./survive-traps.js";
import { trimGlue } from "./trim-glue.js";

/** What a core is made from and with; wasm-bindgen's version is in Cargo.lock, wasm-opt is binaryen's. */
const SOURCES = ["Cargo.toml", "Cargo.lock", "core", "src", "scripts/build", "node_modules/binaryen/package.json"];

/**
 * The standard library is compiled along with the crate, for size and without the words of panics, of which none can be
 * reached. Cargo calls this unstable, hence RUSTC_BOOTSTRAP.
 */
const FOR_SIZE = [
  "-Zbuild-std=std,panic_abort",
  "-Zbuild-std-features=optimize_for_size",
  "-Zpanic-immediate-abort",
  "--config",
  'profile.release.panic="immediate-abort"',
];

/**
 * Compiles the crate to `<name>.js` and `<name>_bg.wasm`, unless nothing changed since the last time.
 * @param {import("../setup.js").Tools} tools
 * @param {import("./cores.js").Core} core
 */
export async function compileCore(tools, core) {
  const { title, name, features, folder } = core;
  const made = stamp(join(buildFolder, `${name}.stamp`), {
    inputs: SOURCES.map((source) => join(root, source)),
    outputs: [folder],
    facts: [
      wasmPackVersion,
      await run("rustc", ["--version"], { env: tools.wasm }),
      ...FOR_SIZE,
      ...features,
      process.env.RUSTFLAGS ?? "",
    ],
  });
  if (made.isFresh()) return;
  await step(`Compiling the ${title} to WebAssembly`, (note) =>
    replaceFolder(folder, (draft) => compile(tools, core, draft, note)),
  );
  made.renew();
}

/**
 * @param {import("../setup.js").Tools} tools
 * @param {import("./cores.js").Core} core
 * @param {string} folder
 * @param {(line: string) => void} note
 */
async function compile(tools, { name, features }, folder, note) {
  const env = { ...tools.wasm, RUSTC_BOOTSTRAP: "1" };
  const kind = ["--release", "--target", "web", "--no-pack", "--no-typescript", "--mode", tools.wasmPackMode];
  const place = ["--out-name", name, "--out-dir", folder];
  const args = ["build", join(root, "core"), ...kind, ...place, "--", ...cargoArguments(features)];
  await run("wasm-pack", args, { cwd: root, env, onLine: note });

  const [wasm, glue] = [join(folder, `${name}_bg.wasm`), join(folder, `${name}.js`)];
  checkIsOptimised(wasm);
  trimGlue(glue);
  surviveTraps(glue);
  await shortenNames(wasm, glue, env);
}

/** What cargo is told of a core, other than where to compile it. @param {readonly string[]} features */
export function cargoArguments(features) {
  return ["--locked", "--features", features.join(), ...FOR_SIZE];
}

/**
 * wasm-pack only mentions in passing that it found no wasm-opt. A module that still has the names of its functions was
 * not optimised.
 *
 * @param {string} file
 */
function checkIsOptimised(file) {
  const module = new WebAssembly.Module(readFileSync(file));
  if (WebAssembly.Module.customSections(module, "name").length > 0) {
    throw new Problem(`wasm-pack left ${file} unoptimised: wasm-opt did not run. Is npm's binaryen installed?`);
  }
}
