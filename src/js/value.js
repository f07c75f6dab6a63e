/** In the order of `Type` in value.rs. */
const TYPES = ["undefined", "null", "string", "number", "boolean", "function", "symbol", "bigint", "array", "object"];

/**
 * What a value is, as a place in the list above.
 *
 * @param {unknown} value
 */
export function typeOf(value) {
  return TYPES.indexOf(value === null ? "null" : isArray(value) ? "array" : typeof value);
}

/** @param {unknown} value anything, also a revoked proxy, which `Array.isArray` does not stand */
function isArray(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * The values of an object's properties, each read once, and then a list of the names of all others.
 *
 * @param {Record<string, unknown>} object
 * @param {string} names
 */
export function propertiesOf(object, names) {
  const known = names.split(", ");
  return [...known.map((name) => object[name]), Object.keys(object).filter((name) => !known.includes(name))];
}

/**
 * The text of a `Date`, of whatever realm: empty for an invalid one, `undefined` for what is none.
 *
 * @param {unknown} value
 */
export function dateText(value) {
  try {
    return Number.isNaN(Date.prototype.getTime.call(value)) ? "" : Date.prototype.toISOString.call(value);
  } catch {
    return undefined;
  }
}
