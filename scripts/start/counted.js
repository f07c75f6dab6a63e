/**
 * @param {number | string} count also one that is too large for a number, in digits
 * @param {string} noun for one
 * @returns {string} such as `1 device` and `10,000 devices`
 */
export function counted(count, noun) {
  return `${grouped(count)} ${noun}${String(count) === "1" ? "" : "s"}`;
}

/** @param {number | string} count also one that is too large for a number, in digits; any other text stays as it is */
export function grouped(count) {
  return typeof count === "number" || /^\d+$/.test(count) ? BigInt(count).toLocaleString("en") : count;
}
