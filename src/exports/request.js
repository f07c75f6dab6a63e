/**
 * Joins a list of strings, as UTF-8. A list that holds anything else gives `undefined`: joining alone would take a number
 * for its digits. This loop is JavaScript because it is what costs nothing here, and ten thousand calls from WebAssembly
 * do not.
 *
 * @param {readonly unknown[]} list
 * @param {string} separator
 * @param {number} most UTF-16 units of all together; more give `undefined` too
 */
export function joinStrings(list, separator, most) {
  for (let index = 0; index < list.length; index += 1) {
    if (typeof list[index] !== "string") return undefined;
  }
  const joined = list.join(separator);
  return joined.length > most ? undefined : new TextEncoder().encode(joined);
}
