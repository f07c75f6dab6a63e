/**
 * @param {boolean} fact
 * @param {string} what should be so
 * @returns {asserts fact}
 */
export function ok(fact, what) {
  if (!fact) throw new Error(`expected: ${what}`);
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function equal(actual, expected) {
  ok(same(actual, expected), `${show(expected)}\nbut got: ${show(actual)}`);
}

/**
 * @param {object} actual
 * @param {Record<string, unknown>} expected some of its properties
 */
export function contains(actual, expected) {
  equal(Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(actual, key)])), expected);
}

/**
 * @param {Promise<unknown>} promise
 * @returns {Promise<unknown>} what it rejects with
 */
export function rejection(promise) {
  return promise.then(
    (value) => {
      throw new Error(`expected a rejection, got: ${show(value)}`);
    },
    (reason) => reason,
  );
}

/**
 * @param {unknown} left
 * @param {unknown} right
 * @returns {boolean}
 */
function same(left, right) {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  const keys = Object.keys(left);
  return (
    Array.isArray(left) === Array.isArray(right) &&
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && same(Reflect.get(left, key), Reflect.get(right, key)))
  );
}

/** @param {unknown} value */
function show(value) {
  return String(JSON.stringify(value)).slice(0, 1_000);
}
