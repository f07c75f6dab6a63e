/**
 * The distribution of bytes over devices, on a logarithmic scale: a bin for zero, then three for each power of ten,
 * from 1, 2 and 5 on.
 *
 * @typedef {{ bin: number, count: number }} Bin from {@link startOf} it to that of the next
 */

/** The bin for devices that transferred nothing. */
export const ZERO = -1;

/** Where the bins begin, up to more bytes than any device transfers. Written out: 5 * 10 ** 23 is not 5e23. */
const STARTS = Array.from({ length: 3 * 40 }, (_, bin) => Number(`${[1, 2, 5][bin % 3]}e${Math.floor(bin / 3)}`));

/**
 * @param {number} bytes
 * @returns {number | undefined} undefined without a figure
 */
export function binOf(bytes) {
  if (Number.isNaN(bytes)) return undefined;
  if (bytes < 1) return ZERO;
  let bin = Math.max(0, Math.floor(Math.log10(bytes)) * 3 - 1);
  while (STARTS[bin + 1] <= bytes) bin++;
  return bin;
}

/** The lower bound of a bin, in bytes. @param {number} bin */
export function startOf(bin) {
  return bin === ZERO ? 0 : (STARTS[bin] ?? Number.POSITIVE_INFINITY);
}

/**
 * @param {readonly number[]} bytes of devices; NaN without a figure
 * @returns {Bin[]} the bin for zero, then from the first bin with a device to the last
 */
export function histogram(bytes) {
  /** @type {number[]} */
  const counts = [];
  let zeros = 0;
  for (const each of bytes) {
    const bin = binOf(each);
    if (bin === ZERO) zeros++;
    else if (bin !== undefined) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const bins = [{ bin: ZERO, count: zeros }];
  const first = counts.findIndex((count) => count > 0);
  for (let bin = Math.max(first, 0); bin < counts.length; bin++) {
    bins.push({ bin, count: counts[bin] ?? 0 });
  }
  return bins;
}

/**
 * @param {readonly number[]} bytes of devices
 * @param {number} most of them
 * @returns {number[]} the rows of the largest, from the largest on
 */
export function largest(bytes, most) {
  /** @type {number[]} */
  const rows = [];
  for (let row = 0; row < bytes.length; row++) {
    const each = bytes[row];
    if (!(each > 0) || (rows.length === most && each <= bytes[rows[most - 1]])) continue;
    const place = rows.findIndex((other) => bytes[other] < each);
    rows.splice(place < 0 ? rows.length : place, 0, row);
    rows.length = Math.min(rows.length, most);
  }
  return rows;
}
