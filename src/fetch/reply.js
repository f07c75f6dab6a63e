/**
 * The text at a place in JSON, or the digits of the whole number there. A number beyond 2^53 may have lost some of its
 * digits, so it counts as absent.
 *
 * @param {unknown} json
 * @param {string} path names with dots between
 */
export function textAt(json, path) {
  let value = json;
  for (const name of path.split(".")) {
    const object = Object(value);
    value = Object.hasOwn(object, name) ? object[name] : undefined;
  }
  return typeof value === "string" ? value : Number.isSafeInteger(value) ? String(value) : undefined;
}
