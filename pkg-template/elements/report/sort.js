/** How many rows are sorted at a time. */
const RUN = 1_000;

/**
 * Sorts like `toSorted`, and yields wherever it may be interrupted: in runs, which are merged.
 *
 * @param {number[]} rows
 * @param {(one: number, other: number) => number} order
 * @returns {Generator<void, number[], void>}
 */
export function* sorted(rows, order) {
  if (rows.length <= RUN) {
    yield;
    return rows.toSorted(order);
  }
  const middle = rows.length >> 1;
  const one = yield* sorted(rows.slice(0, middle), order);
  const other = yield* sorted(rows.slice(middle), order);
  return yield* merged(one, other, order);
}

/**
 * @param {readonly number[]} one
 * @param {readonly number[]} other
 * @param {(one: number, other: number) => number} order
 * @returns {Generator<void, number[], void>}
 */
function* merged(one, other, order) {
  const rows = [];
  let [at, there] = [0, 0];
  while (at < one.length && there < other.length) {
    rows.push(order(one[at], other[there]) <= 0 ? one[at++] : other[there++]);
    if (rows.length % RUN === 0) yield;
  }
  return rows.concat(one.slice(at), other.slice(there));
}
