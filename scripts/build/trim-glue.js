import { readFileSync, writeFileSync } from "node:fs";
import { replaceOnce } from "./replace-once.js";

/**
 * Takes out of wasm-bindgen's JavaScript what no runtime of ours needs, and no minifier can know to be of no use.
 *
 * @param {string} glue file
 */
export function trimGlue(glue) {
  writeFileSync(
    glue,
    cuts.reduce((text, [pattern, rest]) => replaceOnce(text, pattern, rest), readFileSync(glue, "utf8")),
  );
}

/** @type {readonly [pattern: RegExp, rest: string][]} */
const cuts = [
  // Three ways to write a string into memory, where one is quick enough.
  [
    /function passStringToWasm0\([\s\S]*?\n\}\n/,
    "function passStringToWasm0(text, malloc) { return passArray8ToWasm0(cachedTextEncoder.encode(text), malloc); }\n",
  ],
  // What browsers of 2019 lack: they lack more that is used here.
  [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{[\s\S]*?\n\}\n/, ""],
  // Kept for nobody.
  [/ {4}wasmInstance = instance;\n/, ""],
  [/ {4}wasmModule = module;\n/, ""],
  // What is given is always an object.
  [/if \(module_or_path !== undefined\) \{[\s\S]*?\n {4}\}\n/, "({ module_or_path } = module_or_path);\n"],
  // `initSync` is always given `{ module }`.
  [/if \(module !== undefined\) \{[\s\S]*?\n {4}\}\n/, "({ module } = module);\n"],
];
