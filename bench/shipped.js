import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder, root } from "../scripts/places.js";
import { bundle } from "./bundle.js";

/** The one import that is weighed. */
const IMPORT = 'export { submitAggregate } from "thingspace-aggregate";';

/**
 * What `import { submitAggregate }` brings into a page, bundled: the script, the wasm, and the script's two parts, each
 * bundled without the other.
 */
export async function shipped() {
  return {
    script: await bundle(IMPORT, { folder: root }),
    wasm: readFileSync(join(packageFolder, "aggregate.wasm")),
    glue: await bundle('export * from "./core.js"; export { default } from "./core.js";', { folder: packageFolder }),
    api: await bundle(IMPORT, { folder: root, external: ["*/core.js"] }),
  };
}

/** What the elements load by themselves, once a reader turns to the form, or a report's devices are to be seen. */
const LATER = [
  "*/devices.js",
  "*/read-file.js",
  "*/submission.js",
  "*/preview-view.js",
  "*/devices-view.js",
  "*/breakdowns.js",
  "*/files.js",
];

/**
 * An element, or all of them, without the core: what comes with the page, and all of it.
 *
 * @param {"UsageRequest" | "UsageReport" | "*"} name
 */
export async function shippedElements(name) {
  const source = `export ${name === "*" ? name : `{ ${name} }`} from "thingspace-aggregate/elements";`;
  return {
    first: await bundle(source, { folder: root, external: ["*/index.js", ...LATER] }),
    all: await bundle(source, { folder: root, external: ["*/index.js"] }),
  };
}
