import { build } from "../build.js";
import { checkTypes, checkWithBiome, testFolder } from "./javascript.js";
import { checkRustFormat, fuzzRust, lintRust, lintWasm, testRust } from "./rust.js";
import { testTools } from "./tools.js";
import { testWasmInBrowser, testWasmInNode } from "./wasm.js";

/**
 * A step fails when `run` throws, or at once when a step it `needs` has failed. What `run` returns stands in the table.
 * @typedef {{ name: string, needs: readonly string[], run: () => Promise<unknown> }} Step
 */

const tools = ["setup"];
const thePackage = ["setup", "build"];

/** All that `npm test` does, in this order. @type {readonly Step[]} */
export const steps = [
  { name: "setup", needs: [], run: testTools },
  { name: "build", needs: tools, run: build },

  { name: "rustfmt", needs: tools, run: checkRustFormat },
  { name: "clippy", needs: tools, run: lintRust },
  { name: "clippy-wasm", needs: tools, run: lintWasm },
  { name: "biome", needs: tools, run: checkWithBiome },
  { name: "types", needs: thePackage, run: checkTypes },

  { name: "rust", needs: tools, run: testRust },
  { name: "fuzz-rust", needs: tools, run: fuzzRust },
  { name: "wasm-node", needs: tools, run: testWasmInNode },
  { name: "wasm-chromium", needs: tools, run: () => testWasmInBrowser("Chromium", "window") },
  { name: "wasm-chromium-worker", needs: tools, run: () => testWasmInBrowser("Chromium", "worker") },
  { name: "wasm-firefox", needs: tools, run: () => testWasmInBrowser("Firefox", "window") },
  { name: "wasm-firefox-worker", needs: tools, run: () => testWasmInBrowser("Firefox", "worker") },
  { name: "wasm-webkit", needs: tools, run: () => testWasmInBrowser("WebKitGTK", "window") },
  { name: "wasm-webkit-worker", needs: tools, run: () => testWasmInBrowser("WebKitGTK", "worker") },

  { name: "sandbox", needs: tools, run: () => testFolder("www/sandbox") },
  { name: "tokens", needs: thePackage, run: () => testFolder("tests/tokens") },
  { name: "inbox", needs: thePackage, run: () => testFolder("tests/inbox") },
  { name: "package", needs: thePackage, run: () => testFolder("tests/package") },
  { name: "reports", needs: thePackage, run: () => testFolder("tests/reports") },
  { name: "gateway", needs: thePackage, run: () => testFolder("tests/gateway") },
  { name: "fuzz", needs: thePackage, run: () => testFolder("tests/fuzz") },
  { name: "elements", needs: thePackage, run: () => testFolder("tests/elements") },
  { name: "bundlers", needs: thePackage, run: () => testFolder("tests/bundlers") },
  { name: "schema-consumers", needs: thePackage, run: () => testFolder("tests/schema-consumers") },
  { name: "security", needs: thePackage, run: () => testFolder("tests/security") },
  { name: "reproducible", needs: thePackage, run: () => testFolder("tests/reproducible") },
  { name: "release", needs: thePackage, run: () => testFolder("tests/release") },
  { name: "size", needs: thePackage, run: () => testFolder("tests/size") },
  { name: "runtimes", needs: thePackage, run: () => testFolder("tests/runtimes") },
  { name: "faults", needs: thePackage, run: () => testFolder("tests/faults") },
  { name: "leaks", needs: thePackage, run: () => testFolder("tests/leaks") },
  { name: "load", needs: thePackage, run: () => testFolder("tests/load") },
  { name: "examples", needs: thePackage, run: () => testFolder("tests/examples") },
  { name: "edge", needs: thePackage, run: () => testFolder("tests/edge") },
  { name: "portal", needs: thePackage, run: () => testFolder("tests/portal") },
  { name: "end-to-end", needs: thePackage, run: () => testFolder("tests/end-to-end") },
  { name: "set-up", needs: tools, run: () => testFolder("tests/set-up") },
  { name: "start", needs: thePackage, run: () => testFolder("tests/start") },
];
