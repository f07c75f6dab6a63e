import { Problem } from "../problem.js";

/**
 * Replaces what wasm-bindgen is known to write.
 *
 * @param {string} text
 * @param {string | RegExp} pattern
 * @param {string} replacement
 * @throws {Problem} if there is no such place
 */
export function replaceOnce(text, pattern, replacement) {
  const replaced = text.replace(pattern, () => replacement);
  if (replaced === text) {
    throw new Problem(`wasm-bindgen no longer writes ${pattern}. Adapt scripts/build to its new version.`);
  }
  return replaced;
}
