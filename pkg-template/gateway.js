import { gatewayOf } from "./gateway/gateway.js";
import { readOptions } from "./gateway/options.js";

export { memoryInbox } from "./inbox/memory.js";
export { createTokens } from "./tokens/create-tokens.js";

/**
 * What it does, and its options, are documented in gateway.d.ts.
 *
 * @type {typeof import("./gateway.js").createGateway}
 */
export function createGateway(options) {
  return gatewayOf(readOptions(options));
}
