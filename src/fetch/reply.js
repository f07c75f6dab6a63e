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

/** So many issues of a gateway are listed. */
const MOST_ISSUES = 100;

/**
 * The issues that a gateway lists, as one text, from which Rust can take the tokens and outcome.js the issues: a line
 * with their number, and one for each that is well-formed, with tabs between its code, its message and the steps of its
 * path, `#3` an index and `.imei` a name.
 *
 * @param {object} json
 */
export function issuesIn(json) {
  const { issues, issueCount } = own(json);
  const lines = (Array.isArray(issues) ? issues.slice(0, MOST_ISSUES) : []).map(own).flatMap(lineOf);
  const count = Number.isSafeInteger(issueCount) ? Math.max(issueCount, lines.length) : lines.length;
  return lines.length > 0 ? [count, ...lines].join("\n") : undefined;
}

/** @param {Record<string, unknown>} issue @returns {string[]} */
function lineOf({ code, message, path }) {
  const steps = Array.isArray(path)
    ? path.map((step) => (typeof step === "number" ? `#${step}` : dotted(step)))
    : [null];
  const words = [code, message, ...steps];
  if (!words.every((word) => typeof word === "string")) return [];
  return [words.map((word) => word.replace(/\p{Cc}/gu, " ")).join("\t")];
}

/** @param {unknown} step */
const dotted = (step) => (typeof step === "string" ? `.${step}` : undefined);

/** What an object has itself. @param {unknown} value @returns {Record<string, any>} */
const own = (value) => ({ __proto__: null, .../** @type {object} */ (value) });
