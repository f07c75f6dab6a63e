import { checkDigitOf, fits } from "./check-digit.js";
import { shortenedIn } from "./imeis-in.js";

/** @import { Entry } from "./device-list.js" */

/**
 * What is wrong with an entry, what to do about it, and what may have been meant. A suggestion is never applied unless
 * the user chooses it.
 *
 * @param {Entry} entry that is not ready
 * @returns {{ words: string, suggestions: string[] }}
 */
export function adviceOn({ text, imei, issue, first }) {
  if (first) return { words: `Repeats line ${first.line}: leave it out.`, suggestions: [] };
  if (imei === undefined) return withoutImei(text);
  if (imei.length === 14) {
    const suggestions = [imei + checkDigitOf(imei), `0${imei}`].filter(fits);
    return { words: "14 digits: the check digit at the end is missing, or a zero at the beginning.", suggestions };
  }
  if (imei.length === 16) {
    const digits = imei.slice(0, 14);
    return {
      words: "16 digits: an IMEISV, which ends with the software version instead of the check digit.",
      suggestions: [digits + checkDigitOf(digits)],
    };
  }
  if (issue?.code === "imei_check_digit") {
    return { words: "The check digit at the end is wrong: a digit is mistyped.", suggestions: [] };
  }
  return { words: issue?.message ?? "Not an IMEI.", suggestions: [] };
}

/** @param {string} text */
function withoutImei(text) {
  const shortened = shortenedIn(text);
  if (shortened?.digits !== undefined) {
    return { words: "A spreadsheet wrote it as a number: format the column as text.", suggestions: [shortened.digits] };
  }
  if (shortened) {
    const words = "A spreadsheet has shortened it, and digits are lost: format the column as text and copy it again.";
    return { words, suggestions: [] };
  }
  const digits = text.replace(/[\s-]/g, "");
  if (/^\d{19,20}$/.test(digits))
    return { words: "This looks like the number of a SIM card (ICCID).", suggestions: [] };
  if (/^\d+$/.test(digits)) return { words: `${digits.length} digits: an IMEI has 15.`, suggestions: [] };
  return { words: text === "" ? "The IMEI is missing." : "This is not an IMEI, which has 15 digits.", suggestions: [] };
}
