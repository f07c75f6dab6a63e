/**
 * A figure of a device: a whole number, as digits in a string beyond 2^53; or anything else that arrived in its place,
 * which is not part of a total.
 *
 * @param {unknown} value
 * @returns {{ number: number, text: string }} `number` is NaN if it is not a figure, and approximate beyond 2^53;
 *   `text` is exact
 */
export function readFigure(value) {
  if (value === undefined || value === null) return { number: Number.NaN, text: "" };
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { number: /^\d+$/.test(text) ? Number(text) : Number.NaN, text };
}

/**
 * @param {Iterable<string | number>} counts whole numbers
 * @returns {bigint}
 */
export function sum(counts) {
  let total = 0n;
  // Numbers while they are exact, because they take a tenth of the time.
  let exact = 0;
  for (const count of counts) {
    const next = exact + Number(count);
    if (Number.isSafeInteger(next)) exact = next;
    else total += BigInt(count);
  }
  return total + BigInt(exact);
}

/**
 * @param {readonly number[]} numbers
 * @returns {number | undefined} undefined if there are none
 */
export function median(numbers) {
  const { length } = numbers;
  const sorted = new Float64Array(numbers).sort();
  const [low, high] = [sorted[(length - 1) >> 1], sorted[length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
