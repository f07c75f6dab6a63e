import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { locked } from "./lock.js";
import { root, toolsFolder } from "./places.js";
import { Problem, runAsCommand } from "./problem.js";
import { elapsed } from "./progress.js";
import { prepareCargoTools } from "./setup/cargo-tools.js";
import { preparePrograms } from "./setup/debian.js";
import { prepareLints } from "./setup/lints.js";
import { prepareNodePackages } from "./setup/node-packages.js";
import { prepareRuntimes } from "./setup/runtimes.js";
import { prepareRust } from "./setup/rust.js";
import {
  cargoDenyVersion,
  geckodriverVersion,
  isAtLeast,
  nodeVersion,
  wasmBindgenVersion,
  wasmPackVersion,
} from "./setup/versions.js";

/**
 * The environments commands run in: `native` to compile and run on this machine, `wasm` to compile to WebAssembly, with
 * every tool on their PATH, and how to tell wasm-pack to download nothing.
 *
 * @typedef {{ native: NodeJS.ProcessEnv, wasm: NodeJS.ProcessEnv, wasmPackMode: string }} Tools
 */

const BROWSERS = {
  chromium: "chromium",
  chromedriver: "chromium-driver",
  "firefox-esr": "firefox-esr",
  WebKitWebDriver: "webkit2gtk-driver",
  Xvfb: "xvfb",
  "xvfb-run": "xvfb",
  xauth: "xauth",
};

/**
 * Installs what `npm start` and `npm run build` need and is not there yet.
 * @returns {Promise<Tools>}
 * @throws {Problem} that says what is missing and how to get it
 */
export function prepareBuild() {
  return alone(async () => (await prepare([])).tools);
}

/**
 * Installs what `npm test` needs on top: browsers, their drivers, other runtimes, lints.
 * @returns {Promise<Tools>}
 * @throws {Problem} that says what is missing and how to get it
 */
export function prepareTests() {
  return alone(async () => {
    const { tools, rusts } = await prepare([
      { crate: "geckodriver", version: geckodriverVersion, program: "geckodriver" },
      { crate: "cargo-deny", version: cargoDenyVersion, program: "cargo-deny" },
    ]);
    await prepareLints(rusts);
    await preparePrograms({ ...BROWSERS, openssl: "openssl" });
    await prepareRuntimes();
    return tools;
  });
}

/**
 * Two set-ups at once would build the same tools twice and write over each other's files.
 *
 * @template T
 * @param {() => Promise<T>} work
 */
function alone(work) {
  return locked(join(toolsFolder, "set-up.lock"), "is setting up this project", work);
}

/** @param {readonly import("./setup/cargo-tools.js").CargoTool[]} moreTools */
async function prepare(moreTools) {
  checkSystem();
  await prepareNodePackages();
  await preparePrograms({ cc: "build-essential" });
  const rusts = await prepareRust();
  const bins = await prepareCargoTools(
    [
      { crate: "wasm-bindgen-cli", version: wasmBindgenVersion(), program: "wasm-bindgen" },
      { crate: "wasm-pack", version: wasmPackVersion, program: "wasm-pack" },
      ...moreTools,
    ],
    environment(rusts.native, []),
  );
  const tools = {
    native: environment(rusts.native, bins),
    wasm: environment(rusts.wasm, bins),
    // Mode "force" skips wasm-pack's search for an installed target; neither downloads a tool that is on PATH.
    wasmPackMode: rusts.wasm.buildsStd ? "force" : "no-install",
  };
  return { tools, rusts };
}

/**
 * @param {import("./setup/rust.js").Rust} rust
 * @param {readonly string[]} bins
 * @returns {NodeJS.ProcessEnv}
 */
function environment(rust, bins) {
  const cache = join(toolsFolder, "wasm-pack-cache");
  mkdirSync(cache, { recursive: true });
  const path = [...rust.bin, ...bins, join(root, "node_modules", ".bin"), process.env.PATH ?? ""];
  // A registry may need some time.
  return {
    ...process.env,
    CARGO_NET_RETRY: "10",
    ...rust.variables,
    PATH: path.join(delimiter),
    WASM_PACK_CACHE: cache,
  };
}

function checkSystem() {
  if (process.platform === "win32") {
    throw new Problem("These commands need Linux or macOS. On Windows, run them in WSL (https://aka.ms/wsl).");
  }
  if (!isAtLeast(process.versions.node, nodeVersion)) {
    throw new Problem(
      `Node ${nodeVersion} or newer is needed; this is ${process.versions.node}. Get one from https://nodejs.org.`,
    );
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await runAsCommand(async () => {
    const started = performance.now();
    const forTests = process.argv.includes("--tests");
    await (forTests ? prepareTests() : prepareBuild());
    console.log(`Everything that npm ${forTests ? "test" : "start"} needs is here (${elapsed(started)}).`);
  });
}
