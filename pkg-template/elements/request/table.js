import { readCsv } from "../csv.js";
import { fits } from "./check-digit.js";
import { imeisIn, shortenedIn } from "./imeis-in.js";

/**
 * The structure of a text that is a table.
 *
 * @typedef {object} Table
 * @property {string} separator
 * @property {boolean} hasHeader
 * @property {number} imeiColumn
 * @property {number[]} ownColumns the other columns that have a name or contents
 * @property {string[]} names of those
 */

/** How many rows are examined. */
const SAMPLE = 200;

/**
 * Recognises a table with one IMEI in each row. A text whose lines are lists of IMEIs is not a table.
 *
 * @param {string} text
 * @returns {Table | undefined}
 */
export function tableIn(text) {
  for (const separator of ["\t", ";", ","]) {
    const table = layoutOf(sampleOf(text, separator));
    if (table) return { separator, ...table };
  }
  return undefined;
}

/**
 * @param {string} text
 * @param {string} separator
 */
function sampleOf(text, separator) {
  const sample = [];
  for (const { cells } of readCsv(text, separator)) {
    if (!isComment(cells)) sample.push(cells);
    if (sample.length === SAMPLE) break;
  }
  return sample;
}

/**
 * A row that begins with a # and has no device, because a name may begin with one too.
 *
 * @param {readonly string[]} cells
 */
export function isComment(cells) {
  return cells[0]?.startsWith("#") === true && !cells.some((cell) => imeisIn(cell).length > 0);
}

/** @param {string[][]} sample */
function layoutOf(sample) {
  const [first = []] = sample;
  const width = widthOf(sample);
  if (sample.length < 2 || width < 2) return undefined;

  const hasHeader = !first.some((cell) => /\d{8}/.test(cell) || isSimilar(cell));
  const rows = hasHeader ? sample.slice(1) : sample;
  const columns = Array.from({ length: width }, (_, column) => column);
  const named = hasHeader
    ? columns.filter((column) => /^\W*imei\W*(nr|no|number)?\W*$/i.test(first[column] ?? ""))
    : [];
  const imeiColumn = named.length === 1 ? named[0] : columnByContent(rows, columns);
  if (imeiColumn === undefined || rows.some((row) => hasComment(row[imeiColumn]))) return undefined;

  const ownColumns = columns.filter(
    (column) => column !== imeiColumn && (hasHeader ? first[column]?.trim() : rows.some((row) => row[column]?.trim())),
  );
  const names = ownColumns.map((column) => (hasHeader && first[column]?.trim()) || `Column ${column + 1}`);
  return { hasHeader, imeiColumn, ownColumns, names };
}

/** An IMEI with a comment, on a line where commas separate nothing. */
function hasComment(cell = "") {
  return cell.includes("#") && imeisIn(cell).length > 0;
}

/**
 * How many cells nearly all of the rows have.
 *
 * @param {string[][]} rows
 */
function widthOf(rows) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [[width, count] = [0, 0]] = [...counts].sort(([, one], [, other]) => other - one);
  return count >= rows.length * 0.9 ? width : 0;
}

/**
 * The only column with IMEIs. If another column may contain some as well, there is none, because no device must be
 * lost. IMSIs have 15 digits too, but only one in ten of them has a correct check digit.
 *
 * @param {string[][]} rows
 * @param {number[]} columns
 */
function columnByContent(rows, columns) {
  const shares = columns.map((column) => {
    const cells = rows.map((row) => row[column]?.trim()).filter(Boolean);
    const fitting = cells.filter((cell = "") => imeisIn(cell).some(fits)).length;
    const similar = cells.filter((cell = "") => isSimilar(cell)).length;
    return { column, fitting: fitting / cells.length, similar: similar / rows.length };
  });
  const fitting = shares.filter((share) => share.fitting >= 0.5);
  const [only, another] = fitting.length > 0 ? fitting : shares.filter(({ similar }) => similar >= 0.5);
  return another ? undefined : only?.column;
}

/** Whether a cell contains something that was meant to be an IMEI. @param {string} cell */
function isSimilar(cell) {
  return imeisIn(cell).length > 0 || shortenedIn(cell) !== undefined;
}
