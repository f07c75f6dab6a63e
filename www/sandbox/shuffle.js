/**
 * In another order, the same one for the same seed: Fisher and Yates, over a generator of Park and Miller.
 *
 * @template T
 * @param {readonly T[]} items
 * @param {number} seed a whole number
 * @returns {T[]}
 */
export function shuffled(items, seed) {
  const result = [...items];
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1;
  for (let left = result.length; left > 1; left--) {
    state = (state * 48_271) % 2_147_483_647;
    const chosen = state % left;
    [result[left - 1], result[chosen]] = [/** @type {T} */ (result[chosen]), /** @type {T} */ (result[left - 1])];
  }
  return result;
}
