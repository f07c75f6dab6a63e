/**
 * A figure of a device: a whole number, as digits in a string beyond 2^53; or whatever came in place of one, which is
 * part of no total.
 *
 * @param {unknown} value
 * @returns {{ number: number, text: string }} `number` is NaN for what is no figure, and close by beyond 2^53; `text` is exact
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
  // Numbers as long as they are exact: they take a tenth of the time.
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
 * @returns {number | undefined} undefined of none
 */
export function median(numbers) {
  const { length } = numbers;
  const sorted = new Float64Array(numbers).sort();
  const [low, high] = [sorted[(length - 1) >> 1], sorted[length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
