/**
 * What a value is, in words, for a message. Looking at it runs nothing of the caller's.
 *
 * @param {unknown} value anything, also a revoked proxy, which `Array.isArray` does not stand
 */
export function kindOf(value) {
  if (value === undefined || value === null) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  try {
    return Array.isArray(value) ? "an array" : "an object";
  } catch {
    return "an object";
  }
}

/**
 * The value of a property, its own or of its class. What every object has from `Object.prototype` is none of its
 * properties: other code of the page may have put it there, and must not redirect tokens.
 *
 * @param {object} object
 * @param {string} name
 */
export function propertyOf(object, name) {
  const value = Reflect.get(object, name);
  const isPresent = value !== undefined && value !== null;
  return isPresent && !Object.hasOwn(object, name) && isOfEveryObject(object, name) ? undefined : value;
}

/** @param {object} object @param {string} name */
function isOfEveryObject(object, name) {
  /** @type {object | null} */
  let owner = Reflect.getPrototypeOf(object);
  while (owner && !Object.hasOwn(owner, name)) owner = Reflect.getPrototypeOf(owner);
  // Another realm, such as an iframe, has an `Object.prototype` of its own.
  return owner !== null && Reflect.getPrototypeOf(owner) === null && Object.hasOwn(owner, "isPrototypeOf");
}
