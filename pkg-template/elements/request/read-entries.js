import { readCsv } from "../csv.js";
import { imeisIn } from "./imeis-in.js";
import { isComment, tableIn } from "./table.js";

/** @import { Table } from "./table.js" */

/**
 * One device as it was entered.
 *
 * @typedef {object} Given
 * @property {number} line that it is on, from 1
 * @property {string} text as it was written there
 * @property {string | undefined} imei the digits, if there is something like an IMEI
 * @property {string[]} [cells] of its further columns; without a table, the comment on its line, if there is one
 */

/**
 * The devices in a text of any layout, and the names of the further columns if it is a table.
 *
 * @param {string} text
 * @returns {{ names: string[], entries: Generator<Given, void, undefined> }}
 */
export function readEntries(text) {
  // Of a line for Excel alone, which names the separator, the end stays, so that lines keep their numbers.
  const bare = text.replace(/^\uFEFF?(sep=.)?/i, "");
  const table = tableIn(bare);
  return table
    ? { names: table.names, entries: entriesOfTable(bare, table) }
    : { names: [], entries: entriesOfLines(bare) };
}

/**
 * @param {string} text
 * @param {Table} table
 * @returns {Generator<Given, void, undefined>}
 */
function* entriesOfTable(text, { separator, hasHeader, imeiColumn, ownColumns }) {
  let isHeader = hasHeader;
  for (const { line, cells: row } of readCsv(text, separator)) {
    if (isComment(row) || row.every((cell) => cell.trim() === "")) continue;
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const cells = ownColumns.map((column) => row[column]?.trim() ?? "");
    const cell = row[imeiColumn]?.trim() ?? "";
    for (const given of devicesIn(cell)) yield { line, ...given, cells };
  }
}

/**
 * @param {string} text
 * @returns {Generator<Given, void, undefined>}
 */
function* entriesOfLines(text) {
  let line = 0;
  let isFirst = true;
  for (const [, whole = ""] of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    line++;
    const [, written = "", comment = ""] = /^([^#]*)#?(.*)/.exec(whole) ?? [];
    const trimmed = written.trim();
    const cells = comment.trim() ? { cells: [comment.trim()] } : {};
    if (trimmed === "") continue;
    const isHeader = isFirst && /^[^\d]*(imei|device)[^\d]*$/i.test(trimmed);
    isFirst = false;
    if (!isHeader) for (const given of devicesIn(trimmed)) yield { line, ...given, ...cells };
  }
}

/**
 * A text without any device counts as one wrong device.
 *
 * @param {string} text
 */
function devicesIn(text) {
  if (/^\d{15}$/.test(text)) return [{ text, imei: text }];
  const found = imeisIn(text);
  if (found.length < 2) return [{ text, imei: found[0] }];
  return found.map((imei) => ({ text: imei, imei }));
}
