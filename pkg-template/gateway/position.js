/**
 * How far reports have been read, as clients give it back: in `?since=`, `next`, and the ids of events. One number for
 * each report, with dots between.
 *
 * @param {readonly number[]} position
 */
export function writePosition(position) {
  return position.join(".");
}

/**
 * @param {string} text
 * @param {number} length how many reports are read
 * @returns {number[] | undefined} undefined when it is no such thing
 */
export function readPosition(text, length) {
  const position = text.split(".").map((part) => (/^\d{1,15}$/.test(part) ? Number(part) : Number.NaN));
  return position.length === length && !position.some(Number.isNaN) ? position : undefined;
}
