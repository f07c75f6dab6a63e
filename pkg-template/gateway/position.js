/**
 * How far reports have been read, as clients see it in `?since=`, `next` and the IDs of events: one number for each
 * report, separated by dots.
 *
 * @param {readonly number[]} position
 */
export function writePosition(position) {
  return position.join(".");
}

/**
 * @param {string} text
 * @param {number} length how many reports are read
 * @returns {number[] | undefined} undefined if it is not a position
 */
export function readPosition(text, length) {
  const position = text.split(".").map((part) => (/^\d{1,15}$/.test(part) ? Number(part) : Number.NaN));
  return position.length === length && !position.some(Number.isNaN) ? position : undefined;
}
