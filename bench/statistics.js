/** @typedef {{ median: number, low: number, high: number }} Spread the median and where it may be by chance alone */

/**
 * The median with its 95 % interval, from the ranks of the samples: no assumption about how they are spread.
 * @param {readonly number[]} samples
 * @returns {Spread}
 */
export function spread(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const reach = 0.98 * Math.sqrt(sorted.length);
  return {
    median: (at(sorted, Math.floor(middle)) + at(sorted, Math.ceil(middle))) / 2,
    low: at(sorted, Math.floor(middle - reach)),
    high: at(sorted, Math.ceil(middle + reach)),
  };
}

/**
 * How many times as much, round by round: what slowed a whole round down cancels out.
 * @param {readonly number[]} samples
 * @param {readonly number[]} reference
 */
export function ratio(samples, reference) {
  return spread(samples.map((sample, round) => sample / /** @type {number} */ (reference[round])));
}

/** @param {readonly number[]} sorted @param {number} rank */
function at(sorted, rank) {
  return /** @type {number} */ (sorted[Math.min(Math.max(rank, 0), sorted.length - 1)]);
}
