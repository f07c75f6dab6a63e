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

/** How an import returns a string: in memory, at an address that it was given. */
const RETURN_STRING = `
function returnString(address, text) {
    const pointer = isLikeNone(text) ? 0 : passStringToWasm0(text, wasm.__wbindgen_malloc);
    getDataViewMemory0().setInt32((address >>> 0) + 4, WASM_VECTOR_LEN, true);
    getDataViewMemory0().setInt32(address >>> 0, pointer, true);
}
`;

/** @type {readonly [pattern: RegExp, rest: string][]} */
const cuts = [
  // Each import writes it out.
  [/(?:const|var) ptr1 = .*passStringToWasm0\(ret[\s\S]*?ptr1, true\);/g, "returnString(arg0, ret);"],
  // Three ways to write a string into memory, where one is quick enough.
  [
    /function passStringToWasm0\([\s\S]*?\n\}\n/,
    `function passStringToWasm0(text, malloc) { return passArray8ToWasm0(cachedTextEncoder.encode(text), malloc); }\n${RETURN_STRING}`,
  ],
  // What browsers of 2019 lack: they lack more that is used here.
  [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{[\s\S]*?\n\}\n/, ""],
  // A buffer that was detached is not the memory's any more.
  [/cachedDataViewMemory0\.buffer\.detached .*(?=\) \{)/, "cachedDataViewMemory0.buffer !== wasm.memory.buffer"],
  // Kept for nobody.
  [/ {4}wasmInstance = instance;\n/, ""],
  [/ {4}wasmModule = module;\n/, ""],
  // What is given is always an object.
  [/if \(module_or_path !== undefined\) \{[\s\S]*?\n {4}\}\n/, "({ module_or_path } = module_or_path);\n"],
  // `initSync` is always given `{ module }`.
  [/if \(module !== undefined\) \{[\s\S]*?\n {4}\}\n/, "({ module } = module);\n"],
];
