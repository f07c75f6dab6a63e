/**
 * Cells of the gateway's CSV (contract, section 8): anything that spreadsheets would change or run is written
 * differently, so that it can be recognised and read back exactly. For the gateway, src/contract/report/csv.rs does the
 * same.
 */

/** Digits that a spreadsheet would change: it rounds more than 15 of them, and drops leading zeros. */
const CHANGED = /^(\d{16,}|0\d+)$/;

/**
 * Where a spreadsheet may see the start of a cell, what nobody sees aside. A quote is written twice, which is an empty
 * text in quotes there, to which spreadsheets append what follows.
 */
const START = '(?<=(?:^|[;,\\t\\r\\n])[\\s\\p{Cc}\\u200b-\\u200f"]*)';
/** The beginning of a formula, or the apostrophe that was put before one. */
const FORMULA = /* @__PURE__ */ new RegExp(`${START}[=+\\-@＝＋－＠']`, "gu");
const APOSTROPHE = /* @__PURE__ */ new RegExp(`^'(?=[\\t\\r\\n])|${START}'`, "gu");

/** A text, or a number. @param {string} text */
export function cell(text) {
  return CHANGED.test(text) ? `\t${text}` : defused(text);
}

/** A cell that stays text: as a number, an IMEI would be shown as 4.9E+14. @param {string} text */
export function textCell(text) {
  return /^\d+$/.test(text) ? `\t${text}` : defused(text);
}

/** @param {string} text */
function defused(text) {
  const marked = text.replace(FORMULA, "'$&");
  return /^[\t\r\n]/.test(text) ? `'${marked}` : marked;
}

/** The original text of a cell. @param {string} cell */
export function readCell(cell) {
  return cell.startsWith("\t") ? cell.trim() : cell.replace(APOSTROPHE, "");
}

/** A line of a file, as RFC 4180 defines it. @param {readonly string[]} cells */
export function line(cells) {
  return `${cells.map(quoted).join()}\r\n`;
}

/** The separators of other spreadsheets are quoted as well, and so are characters that parsers may trim. @param {string} cell */
function quoted(cell) {
  return /^[\w.:/()[\]{}-]*$/.test(cell) ? cell : `"${cell.replaceAll('"', '""')}"`;
}
