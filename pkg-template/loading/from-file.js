import { readFileSync } from "node:fs";
import { lazyCore } from "./lazy-core.js";

/** @import { initSync } from "../core.js" */

/**
 * A core that is read from the disk.
 *
 * @param {typeof initSync} start
 * @param {() => URL} locate
 */
export function fromFile(start, locate) {
  return lazyCore({
    locate,
    start: (file) => start({ module: readFileSync(file) }),
    check:
      "Check that the file is there: if this package is bundled, copy the file with it or leave the package external.",
  });
}
