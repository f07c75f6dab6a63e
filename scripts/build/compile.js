import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildFolder, coreFolder, root } from "../places.js";
import { Problem } from "../problem.js";
import { step } from "../progress.js";
import { run } from "../run.js";
import { wasmPackVersion } from "../setup/versions.js";
import { replaceFolder } from "./replace-folder.js";
import { shortenNames } from "./shorten-names.js";
import { stamp } from "./stamp.js";

/** What the core is made from and with; wasm-bindgen's version is in Cargo.lock, wasm-opt is binaryen's. */
const SOURCES = ["Cargo.toml", "Cargo.lock", "core", "src", "node_modules/binaryen/package.json"];

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
 * Compiles the crate to `core.js` and `core_bg.wasm`, unless nothing changed since the last time.
 * @param {import("../setup.js").Tools} tools
 */
export async function compileCore(tools) {
  const made = stamp(join(buildFolder, "core.stamp"), {
    inputs: SOURCES.map((name) => join(root, name)),
    outputs: [coreFolder],
    facts: [
      wasmPackVersion,
      await run("rustc", ["--version"], { env: tools.wasm }),
      ...FOR_SIZE,
      process.env.RUSTFLAGS ?? "",
    ],
  });
  if (made.isFresh()) return;
  await step("Compiling the core to WebAssembly", (note) =>
    replaceFolder(coreFolder, async (draft) => {
      const env = { ...tools.wasm, RUSTC_BOOTSTRAP: "1" };
      await run("wasm-pack", wasmPackArguments(tools, draft), { cwd: root, env, onLine: note });
      checkIsOptimised(join(draft, "core_bg.wasm"));
      await shortenNames(join(draft, "core_bg.wasm"), join(draft, "core.js"), env);
    }),
  );
  made.renew();
}

/**
 * @param {import("../setup.js").Tools} tools
 * @param {string} outFolder
 */
function wasmPackArguments({ wasmPackMode }, outFolder) {
  const kind = ["--release", "--target", "web", "--no-pack", "--no-typescript"];
  return [
    "build",
    join(root, "core"),
    ...kind,
    "--mode",
    wasmPackMode,
    "--out-name",
    "core",
    "--out-dir",
    outFolder,
    "--",
    "--locked",
    ...FOR_SIZE,
  ];
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
    throw new Problem("wasm-pack left the core unoptimised: wasm-opt did not run. Is npm's binaryen installed?");
  }
}
