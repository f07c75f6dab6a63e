import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

/** @typedef {{ raw: number, gzip: number, brotli: number }} Weight in bytes */

/** What a bundle's script imports as a module of its own, where the runtime has such modules. */
export const wasmName = "aggregate.wasm";

/** @type {import("esbuild").Plugin} */
const wasmBeside = {
  name: "wasm-modules",
  setup: ({ onResolve }) => onResolve({ filter: /\.wasm$/ }, () => ({ path: `./${wasmName}`, external: true })),
};

/**
 * Bundles and minifies an ES module for production, as a user's build does.
 *
 * @param {string} source
 * @param {object} options
 * @param {string} options.folder where imports are looked up
 * @param {string[]} [options.conditions] of the runtime
 * @param {string[]} [options.external] imports to leave out
 * @returns {Promise<string>}
 */
export async function bundle(source, { folder, conditions = ["browser"], external = [] }) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    conditions,
    external,
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
    plugins: [wasmBeside],
  });
  return outputFiles.map(({ text }) => text).join("");
}

/**
 * @param {string | Uint8Array} content
 * @returns {Weight}
 */
export function weigh(content) {
  const bytes = Buffer.from(content);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}
