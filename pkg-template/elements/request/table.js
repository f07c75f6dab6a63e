import { readCsv } from "../csv.js";
import { fits } from "./check-digit.js";
import { imeisIn, shortenedIn } from "./imeis-in.js";

/**
 * How a text is a table.
 *
 * @typedef {object} Table
 * @property {string} separator
 * @property {boolean} hasHeader
 * @property {number} imeiColumn
 * @property {number[]} ownColumns the others, as far as they have a name or a content
 * @property {string[]} names of those
 */

/** Rows that are looked at. */
const SAMPLE = 200;

/**
 * Recognises a table whose rows have one IMEI each. A text of which every line is a list of IMEIs is none.
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

/** @param {readonly string[]} cells */
export function isComment([first = ""]) {
  return first.startsWith("#");
}

/** @param {string[][]} sample */
function layoutOf(sample) {
  const [first = []] = sample;
  const width = widthOf(sample);
  if (sample.length < 2 || width < 2) return undefined;

  const hasHeader = !first.some((cell) => /\d{8}/.test(cell) || scoreOf(cell) > 0);
  const rows = hasHeader ? sample.slice(1) : sample;
  const columns = Array.from({ length: width }, (_, column) => column);
  const named = hasHeader
    ? columns.filter((column) => /^\W*imei\W*(nr|no|number)?\W*$/i.test(first[column] ?? ""))
    : [];
  const imeiColumn = named.length === 1 ? named[0] : columnByContent(rows, columns);
  if (imeiColumn === undefined) return undefined;

  const ownColumns = columns.filter(
    (column) => column !== imeiColumn && (hasHeader ? first[column]?.trim() : rows.some((row) => row[column]?.trim())),
  );
  const names = ownColumns.map((column) => (hasHeader && first[column]?.trim()) || `Column ${column + 1}`);
  return { hasHeader, imeiColumn, ownColumns, names };
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
 * The one column that holds far more IMEIs than any other. IMSIs have 15 digits as well, but only one in ten of them
 * has a check digit that fits.
 *
 * @param {string[][]} rows
 * @param {number[]} columns
 */
function columnByContent(rows, columns) {
  const scores = columns.map((column) => {
    const cells = new Set(rows.map((row) => row[column] ?? ""));
    return { column, score: [...cells].reduce((sum, cell) => sum + scoreOf(cell), 0) };
  });
  const [best, second] = scores.sort((one, other) => other.score - one.score);
  return best && second && best.score >= rows.length / 2 && best.score > 2 * second.score ? best.column : undefined;
}

/** @param {string} cell */
function scoreOf(cell) {
  const [imei, another] = imeisIn(cell);
  if (imei !== undefined && another === undefined) return fits(imei) ? 10 : 1;
  return shortenedIn(cell) ? 1 : 0;
}
