import { Keeper } from "./keeper.js";
import { readOptions } from "./options.js";

/**
 * What it does is documented in tokens.d.ts.
 *
 * @type {typeof import("../tokens.js").createTokens}
 */
export function createTokens(given) {
  // Closures, so that nothing that inspects the object finds a credential or a token.
  const keeper = new Keeper(readOptions(given));
  return Object.freeze({
    token: (/** @type {{ rejected?: boolean } | undefined} */ need) => keeper.give("session", need?.rejected === true),
    bearer: (/** @type {{ rejected?: boolean } | undefined} */ need) => keeper.give("bearer", need?.rejected === true),
    reset: () => keeper.reset(),
  });
}
