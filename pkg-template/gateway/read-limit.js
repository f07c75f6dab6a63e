/**
 * How many items a page should have.
 *
 * @param {URLSearchParams} query
 * @param {number} byDefault
 * @param {number} most
 * @returns {number | undefined} undefined if it is not a number from 1 to `most`
 */
export function readLimit(query, byDefault, most) {
  const text = query.get("limit");
  if (text === null) return byDefault;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= most ? limit : undefined;
}
