/**
 * A fleet as it was read, and how it is to be cut.
 *
 * @param {{ words: string, values: readonly unknown[] }} reading without an issue
 * @param {number} concurrency
 * @param {number} devicesPerRequest
 */
export const fleet = ({ words, values }, concurrency, devicesPerRequest) => ({
  words,
  values,
  concurrency,
  devicesPerRequest,
});
