import { readFileSync, writeFileSync } from "node:fs";
import { Problem } from "../problem.js";
import { run } from "../run.js";
import { replaceOnce } from "./replace-once.js";

/** What wasm-opt answers. @typedef {{ imports: [module: string, name: string, short: string][], exports: [name: string, short: string][] }} Names */

/**
 * Gives a module and its glue short names for each other, as minifiers do within JavaScript: wasm-bindgen's hold hashes,
 * which no compression shortens.
 *
 * @param {string} wasm file
 * @param {string} glue file
 * @param {NodeJS.ProcessEnv} env
 */
export async function shortenNames(wasm, glue, env) {
  const pass = "--minify-imports-and-exports-and-modules";
  const sections = ["--strip-producers", "--strip-target-features"];
  // Engines ignore the hint of its alignment that each load and store has; the same one everywhere compresses better.
  const answer = await run("wasm-opt", [wasm, "-o", wasm, "-Oz", "--dealign", pass, ...sections], { env });
  writeFileSync(glue, renamed(readFileSync(glue, "utf8"), JSON.parse(answer)));
}

/**
 * @param {string} glue
 * @param {Names} names
 */
function renamed(glue, { imports, exports }) {
  /** Functions of other modules, which the glue passes on as they are. @type {string[]} */
  const passedOn = [];
  let text = glue;
  for (const [module, name, short] of imports) {
    const variable = new RegExp(`"${module}": (import\\d+),`).exec(glue)?.[1];
    if (variable === undefined) throw new Problem(`wasm-bindgen does not import ${module} in the expected way.`);
    if (variable === "import0") text = replaceOnce(text, `        ${name}: function`, `        ${short}: function`);
    else passedOn.push(`${short}: ${variable}.${name}`);
  }
  for (const [name, short] of exports)
    text = text.replace(new RegExp(`\\bwasm\\.${name}\\b`, "g"), () => `wasm.${short}`);
  const all = ["...import0", ...passedOn].join(", ");
  return replaceOnce(text, /return \{\s+__proto__: null,\s+"[^}]+\}/, `return { a: { ${all} } }`);
}
