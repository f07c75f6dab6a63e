import { root } from "../places.js";
import { run } from "../run.js";
import { findProgram } from "../setup/find-program.js";
import { wasmTarget } from "../setup/rust.js";
import { countCargoTests } from "./count.js";
import { testTools } from "./tools.js";

const LONGEST = 60 * 60_000;

/** Seconds that a page of tests, and one answer of a browser's driver, may take on a loaded machine. */
const PATIENCE = { WASM_BINDGEN_TEST_TIMEOUT: "600", WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "300" };

/** The variable that tells wasm-bindgen's test runner which driver to use, and the driver. */
const BROWSERS = {
  Chromium: { variable: "CHROMEDRIVER", driver: "chromedriver" },
  Firefox: { variable: "GECKODRIVER", driver: "geckodriver" },
  WebKitGTK: { variable: "SAFARIDRIVER", driver: "WebKitWebDriver" },
};

/** The variable that tells it where in a browser to run the files that do not choose themselves. */
const PLACES = { window: "WASM_BINDGEN_USE_BROWSER", worker: "WASM_BINDGEN_USE_DEDICATED_WORKER" };

export function testWasmInNode() {
  return testWasm(["cargo"], { WASM_BINDGEN_TEST_ONLY_NODE: "1" });
}

/**
 * @param {keyof typeof BROWSERS} browser
 * @param {keyof typeof PLACES} place
 */
export async function testWasmInBrowser(browser, place) {
  const { variable, driver } = BROWSERS[browser];
  const { wasm } = await testTools();
  return testWasm(
    // WebKitGTK hangs without a display.
    ["xvfb-run", "-a", "cargo"],
    { [variable]: findProgram(driver, wasm.PATH), [PLACES[place]]: "1", WASM_BINDGEN_TEST_ONLY_WEB: "1" },
  );
}

/**
 * Runs the files `tests/wasm_*.rs`.
 * @param {readonly string[]} cargo
 * @param {NodeJS.ProcessEnv} variables
 */
async function testWasm([command = "", ...args], variables) {
  const { wasm } = await testTools();
  const env = {
    ...wasm,
    ...PATIENCE,
    ...variables,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner",
  };
  const tests = ["test", "--locked", "--all-features", "--target", wasmTarget, "--test", "wasm_*"];
  return countCargoTests(await run(command, [...args, ...tests], { cwd: root, env, timeout: LONGEST }));
}
