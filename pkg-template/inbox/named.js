/**
 * @import { DurableObjectNamespace } from "cloudflare:workers"
 */

/**
 * Finds objects by name.
 *
 * @template T
 * @param {import("../cloudflare.js").ObjectNamespace} namespace
 */
export function named(namespace) {
  const objects = /** @type {DurableObjectNamespace<T>} */ (namespace);
  return (/** @type {string} */ name) => objects.get(objects.idFromName(name));
}
