import { readFile } from "node:fs/promises";

/**
 * Has the form import at once what it would import later: where all comes in one file, modules that are made ready to be
 * imported later only weigh more. Views stay as they are, since they come in files of their own.
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
  const rest = code.replaceAll(/\bimport\(("\.[^"]*(?<!-view\.js)")\)/g, (_, path) => {
    imports.push(`import * as later${imports.length} from ${path};`);
    return `Promise.resolve(later${imports.length - 1})`;
  });
  return imports.join("") + rest;
}
