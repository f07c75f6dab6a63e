import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { packageFolder } from "../places.js";
import { cores } from "./cores.js";

/** Prints what the compiled parts of the package weigh, in bytes, as they are and as they travel. */
export function printSizes() {
  for (const name of cores.flatMap(({ name, wasm }) => [wasm, `${name}.js`])) {
    const bytes = readFileSync(join(packageFolder, name));
    const sizes = [
      `${bytes.length} bytes`,
      `${gzipSync(bytes, { level: 9 }).length} gzip`,
      `${brotliCompressSync(bytes).length} brotli`,
    ];
    console.log(`  ${name.padEnd(15)}${sizes.join(", ")}`);
  }
}
