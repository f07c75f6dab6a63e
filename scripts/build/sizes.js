import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { packageFolder } from "../places.js";

/** Prints what the compiled part of the package weighs, in bytes, as it is and as it travels. */
export function printSizes() {
  for (const name of ["aggregate.wasm", "core.js"]) {
    const bytes = readFileSync(join(packageFolder, name));
    const sizes = [
      `${bytes.length} bytes`,
      `${gzipSync(bytes, { level: 9 }).length} gzip`,
      `${brotliCompressSync(bytes).length} brotli`,
    ];
    console.log(`  ${name.padEnd(15)}${sizes.join(", ")}`);
  }
}
