import { lazyCore } from "./lazy-core.js";

/** @import { initSync } from "../core.js" */

/**
 * A core that is fetched as bytes, whatever content type the server sends: it is too small for streaming to matter.
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
