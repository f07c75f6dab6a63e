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

/** What the form needs only once the reader turns to it. */
const LATER = ["*/devices.js", "*/submission.js", "*/preview-view.js"];

/** `<usage-request>` without the core: what comes with the page, and all of it. */
export async function shippedForm() {
  const source = 'export { UsageRequest } from "thingspace-aggregate/elements";';
  return {
    first: await bundle(source, { folder: root, external: ["*/index.js", ...LATER] }),
    all: await bundle(source, { folder: root, external: ["*/index.js"] }),
  };
}
