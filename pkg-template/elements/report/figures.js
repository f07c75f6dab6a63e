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
  if (numbers.length === 0) return undefined;
  const values = new Float64Array(numbers);
  const middle = values.length >> 1;
  bringIntoPlace(values, middle);
  if (values.length % 2 === 1) return values[middle];
  const below = values.subarray(0, middle).reduce((most, value) => Math.max(most, value));
  return (below + values[middle]) / 2;
}

/**
 * Hoare’s quickselect: the number that sorting would put in this place, with none before it that is larger and none
 * after it that is smaller. Sorting 100,000 numbers takes five times as long.
 *
 * @param {Float64Array} values
 * @param {number} place
 */
function bringIntoPlace(values, place) {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[place];
    let low = first;
    let high = last;
    while (low <= high) {
      while (values[low] < pivot) low++;
      while (values[high] > pivot) high--;
      if (low > high) break;
      const value = values[low];
      values[low++] = values[high];
      values[high--] = value;
    }
    if (high < place) first = low;
    if (place < low) last = high;
  }
}
