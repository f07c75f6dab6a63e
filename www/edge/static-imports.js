import { readFile } from "node:fs/promises";

/**
 * Makes the form import at once what it would import later: if everything is in one file, modules that are prepared for
 * later imports only add bytes. Views and what reads a file are not changed, because they are in separate files.
 *
 * @type {import("esbuild").Plugin}
 */
export const staticImports = {
  name: "static-imports",
  setup({ onLoad }) {
    onLoad({ filter: /elements\/request\/.*\.js$/ }, async ({ path }) => ({
      contents: withStaticImports(await readFile(path, "utf8")),
    }));
  },
};

/** @param {string} code */
function withStaticImports(code) {
  /** @type {string[]} */
  const imports = [];
  const rest = code.replaceAll(/\bimport\(("\.[^"]*(?<!-view\.js|read-file\.js)")\)/g, (_, path) => {
    imports.push(`import * as later${imports.length} from ${path};`);
    return `Promise.resolve(later${imports.length - 1})`;
  });
  return imports.join("") + rest;
}
