import { root } from "../places.js";
import { run } from "../run.js";
import { findProgram } from "../setup/find-program.js";
import { countCargoTests } from "./count.js";
import { testTools } from "./tools.js";

const LONGEST = 30 * 60_000;

/** Seconds that a page of tests, and one answer of a browser's driver, may take on a loaded machine. */
const PATIENCE = { WASM_BINDGEN_TEST_TIMEOUT: "300", WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60" };

const BROWSERS = {
  Chromium: { browserFlag: "--chrome", driverFlag: "--chromedriver", driver: "chromedriver" },
  Firefox: { browserFlag: "--firefox", driverFlag: "--geckodriver", driver: "geckodriver" },
  WebKitGTK: { browserFlag: "--safari", driverFlag: "--safaridriver", driver: "WebKitWebDriver" },
};

/** What tells wasm-bindgen's test runner where in a browser to run the files that do not choose themselves. */
const PLACES = { window: "WASM_BINDGEN_USE_BROWSER", worker: "WASM_BINDGEN_USE_DEDICATED_WORKER" };

export function testWasmInNode() {
  return testWasm([], ["--node"], {});
}

/**
 * @param {keyof typeof BROWSERS} browser
 * @param {keyof typeof PLACES} place
 */
export async function testWasmInBrowser(browser, place) {
  const { browserFlag, driverFlag, driver } = BROWSERS[browser];
  const { wasm } = await testTools();
  const flags = ["--headless", browserFlag, driverFlag, findProgram(driver, wasm.PATH) ?? driver];
  // WebKitGTK hangs without a display.
  return testWasm(["xvfb-run", "-a"], flags, { [PLACES[place]]: "1" });
}

/**
 * Runs the files `tests/wasm_*.rs`.
 * @param {readonly string[]} wrapper
 * @param {readonly string[]} flags
 * @param {NodeJS.ProcessEnv} variables
 */
async function testWasm(wrapper, flags, variables) {
  const { wasm, wasmPackMode } = await testTools();
  const [command = "", ...args] = [...wrapper, "wasm-pack", "test", "--mode", wasmPackMode, ...flags];
  const env = { ...wasm, ...PATIENCE, ...variables };
  const output = await run(command, [...args, "--", "--locked", "--test", "wasm_*"], {
    cwd: root,
    env,
    timeout: LONGEST,
  });
  return countCargoTests(output);
}
