/**
 * The text at a place in JSON, or the whole number there as text.
 *
 * @param {unknown} json
 * @param {string} path names with dots between
 */
export function textAt(json, path) {
  let value = json;
  for (const name of path.split(".")) value = Object(value)[name];
  return typeof value === "string" ? value : Number.isInteger(value) ? String(value) : undefined;
}
