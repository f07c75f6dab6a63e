/**
 * Finds what looks like an IMEI in a text: 14 to 16 digits, possibly with spaces, dashes or slashes in between, such as
 * 49-015420-323751-8. Returns only the digits, without checking them.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function imeisIn(text) {
  return [...text.matchAll(/(?<![\p{L}\d_])\d[\d\s/-]*(?![\p{L}\d_])/gu)].flatMap(([run]) => {
    const found = run.split(/\s+/).flatMap(inWord);
    return found.length > 0 ? found : inWord(run);
  });
}

/**
 * @param {string} word
 * @returns {string[]}
 */
function inWord(word) {
  const whole = word.split(/\D/).filter(isLongEnough);
  if (whole.length > 0) return whole;
  const digits = word.replace(/\D/g, "");
  return isLongEnough(digits) && !isAccountNumber(word) ? [digits] : [];
}

/** @param {string} digits */
function isLongEnough({ length }) {
  return length >= 14 && length <= 16;
}

/** ThingSpace's account numbers have 15 digits too: 0000123456-00001. @param {string} word */
function isAccountNumber(word) {
  return /^\d{10}-\d{5}$/.test(word.trim());
}

/** A number as spreadsheets show large ones, such as `4.9E+14`: its digits, and the power of ten. */
const scientific = /(\d)(?:[.,](\d+))?e\+?(\d+)/i;

/**
 * The number that a spreadsheet has shortened.
 *
 * @param {string} text
 * @returns {{ digits: string | undefined } | undefined} its digits, if all of them are still there
 */
export function shortenedIn(text) {
  const [, first = "", rest = "", power] = scientific.exec(text) ?? [];
  if (power === undefined) return undefined;
  return { digits: rest.length === Number(power) ? first + rest : undefined };
}
