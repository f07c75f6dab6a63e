import { readFile } from "node:fs/promises";
import { basename } from "node:path";

/**
 * Makes the form import at once what it would import later: if everything is in one file, modules that are prepared for
 * later imports only add bytes.
 *
 * @param {ReadonlySet<string>} apart the names of the files that stay separate, and are still imported later
 * @returns {import("esbuild").Plugin}
 */
export function staticImports(apart) {
  return {
    name: "static-imports",
    setup({ onLoad }) {
      onLoad({ filter: /elements\/request\/.*\.js$/ }, async ({ path }) => ({
        contents: withStaticImports(await readFile(path, "utf8"), apart),
      }));
    },
  };
}

/** @param {string} code @param {ReadonlySet<string>} apart */
function withStaticImports(code, apart) {
  /** @type {string[]} */
  const imports = [];
  const rest = code.replaceAll(/\bimport\("(\.[^"]*)"\)/g, (call, path) => {
    if (apart.has(basename(path))) return call;
    imports.push(`import * as later${imports.length} from "${path}";`);
    return `Promise.resolve(later${imports.length - 1})`;
  });
  return imports.join("") + rest;
}
