import { lazyCore } from "./lazy-core.js";

/** @import { initSync } from "../core.js" */

/**
 * A core that is fetched: as bytes, whatever type the server says they are, since there is too little of it for
 * streaming to matter.
 *
 * @param {typeof initSync} start
 * @param {() => URL} locate
 */
export function fromNetwork(start, locate) {
  return lazyCore({
    locate,
    async start(url) {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${url} answered with status ${response.status}.`);
      return start({ module: await WebAssembly.compile(await response.arrayBuffer()) });
    },
    check:
      "Check that it is deployed there, and that the page's Content-Security-Policy has " +
      "'wasm-unsafe-eval' in script-src and that address in connect-src.",
  });
}
