import { lazyCore } from "./lazy-core.js";

/** @import { Core } from "./lazy-core.js" */

/**
 * A core that was compiled when the program was deployed, for runtimes that do not compile at run time.
 *
 * @param {() => Core | Promise<Core>} start
 */
export function fromModule(start) {
  return lazyCore({
    locate: () => "the program's modules",
    start,
    check:
      "Check that the deployment has .wasm files as compiled modules, as wrangler, Next.js and Vercel provide them.",
  });
}
