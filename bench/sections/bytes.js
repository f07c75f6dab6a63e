import { dirname } from "node:path";
import { bundle, weigh } from "../bundle.js";
import { contestants, fileOf, own } from "../contestants.js";
import { shipped } from "../shipped.js";

/** @import { Weight } from "../bundle.js" */

export const title = "Bytes to ship to a browser";

export const how =
  "One call, bundled and minified with esbuild for the browser, counting WebAssembly and JavaScript; gzip level 9, " +
  "brotli level 11. This package is weighed as `import { submitAggregate }`, the others with the code that makes " +
  "the call.";

/** @type {import("../section.js").Measure} */
export async function measure() {
  const parts = await shipped();
  /** @type {Record<string, Weight>} */
  const weights = { [own]: add(weigh(parts.wasm), weigh(parts.script)) };
  for (const { name } of contestants.slice(1)) {
    const file = fileOf(name);
    weights[name] = weigh(await bundle(`export * from ${JSON.stringify(file)}`, { folder: dirname(file) }));
  }
  /** @param {keyof Weight} kind */
  const column = (kind) => ({
    title: kind,
    unit: /** @type {const} */ ("B"),
    samples: Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, [weight[kind]]])),
  });
  return {
    columns: [column("raw"), column("gzip"), column("brotli")],
    notes: [
      `The parts of this package in brotli: ${weigh(parts.wasm).brotli} for aggregate.wasm, ` +
        `${weigh(parts.glue).brotli} for core.js, ${weigh(parts.api).brotli} for the rest (each compressed separately).`,
    ],
  };
}

/** @param {Weight} a @param {Weight} b @returns {Weight} */
function add(a, b) {
  return { raw: a.raw + b.raw, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}
