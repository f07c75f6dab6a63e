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

/** In UTF-16 units: what is read of a name that is none of ours. */
const LONGEST_NAME = 100;

/**
 * The values of an object's properties, each read once, and then a list of the names of all others; or nothing but what
 * was thrown. It is not thrown on: for what an import returns, wasm-bindgen keeps a place that it then never frees.
 *
 * @param {Record<string, unknown>} object
 * @param {string} names two or more
 */
export function propertiesOf(object, names) {
  try {
    const known = names.split(", ");
    const values = known.map((name) => object[name]);
    const others = Object.keys(object).filter((name) => !known.includes(name));
    return [...values, others.map((name) => name.slice(0, LONGEST_NAME))];
  } catch (thrown) {
    return [thrown];
  }
}

/**
 * The first part of a text, unless it holds half of a surrogate pair, which UTF-8 cannot say.
 *
 * @param {string} text
 * @param {number} units of UTF-16
 */
export function startOf(text, units) {
  const start = text.slice(0, units);
  return /\p{Surrogate}/u.test(start) ? undefined : start;
}

/**
 * The text of a `Date`, of whatever realm: empty for an invalid one, `undefined` for what is none.
 *
 * @param {unknown} value
 */
export function dateText(value) {
  // Not left to the line below: throwing is slow, and most dates are texts.
  if (typeof value !== "object") return undefined;
  try {
    return Number.isNaN(Date.prototype.getTime.call(value)) ? "" : Date.prototype.toISOString.call(value);
  } catch {
    return undefined;
  }
}
