import { line, textCell } from "./cells.js";

/**
 * A row of a table written as text.
 *
 * @typedef {object} CsvRow
 * @property {number} line the line that it begins on, from 1
 * @property {string[]} cells
 */

/**
 * Reads rows as RFC 4180 defines them, with quotation marks around cells that contain separators, quotation marks or
 * line breaks. A mark that does not end a cell is an ordinary character, so that one stray mark does not swallow the
 * rest. Empty lines are skipped.
 *
 * @param {string} text
 * @param {string} separator one character
 * @returns {Generator<CsvRow, void, undefined>}
 */
export function* readCsv(text, separator) {
  const quoted = new RegExp(`"((?:[^"]|""){0,10000})"(?=[${separator}\r\n]|$)`, "y");
  const plain = new RegExp(`[^${separator}\r\n]*`, "y");
  const lineEnd = /\r\n|\r|\n|$/y;
  let at = 0;
  let line = 1;

  const take = (/** @type {RegExp} */ pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };

  while (at < text.length) {
    /** @type {CsvRow} */
    const row = { line, cells: [] };
    do {
      const [, inQuotes] = (text[at] === '"' && take(quoted)) || [];
      row.cells.push(inQuotes?.replaceAll('""', '"') ?? take(plain)?.[0] ?? "");
      line += inQuotes === undefined ? 0 : lineEndsIn(inQuotes);
    } while (text[at] === separator && ++at);
    take(lineEnd);
    line++;
    if (row.cells.length > 1 || row.cells[0] !== "") yield row;
  }
}

/** @param {string} text */
function lineEndsIn(text) {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/**
 * A file of rows for spreadsheets. Without the mark at its beginning, Excel assumes the system's 8-bit character set.
 * Cells are not protected against what a spreadsheet may do with them.
 *
 * @param {Iterable<readonly (string | number)[]>} rows
 * @returns {Blob}
 */
export function csvBlob(rows) {
  const lines = Array.from(rows, (cells) =>
    line(cells.map((cell) => (typeof cell === "number" ? String(cell) : textCell(cell)))),
  );
  return new Blob(["\uFEFF", ...lines], { type: "text/csv;charset=utf-8" });
}
