import { readCell } from "../cells.js";
import { readCsv } from "../csv.js";
import { Slices } from "../slices.js";

/** @import { DeviceStore } from "./store.js" */

/** Names for the column with the bytes; the gateway's CSV uses the first. */
const BYTES = ["bytestransferred", "bytes", "totalbytes", "databytes", "usagebytes"];

const IMEI = /^\d{14,16}$/;

/**
 * Reads the bytes of each device from an earlier CSV: one from the gateway, or any other with a header line.
 *
 * @param {string} text
 * @returns {Promise<ReadonlyMap<string, number>>} by IMEI
 * @throws {Error} that tells the user what is missing in the file
 */
export async function readEarlier(text) {
  const content = text.replace(/^\uFEFF/, "");
  const slices = new Slices();
  /** @type {Map<string, number>} */
  const bytes = new Map();
  /** @type {{ imei: number, bytes: number } | undefined} */
  let columns;
  for (const { cells } of readCsv(content, separatorOf(content))) {
    if (columns === undefined) columns = columnsOf(cells.map(readCell));
    else {
      const imei = readCell(cells[columns.imei] ?? "").trim();
      const figure = readCell(cells[columns.bytes] ?? "").trim();
      if (IMEI.test(imei) && /^\d+$/.test(figure)) bytes.set(imei, Number(figure));
    }
    if (slices.isOver()) await slices.next();
  }
  if (bytes.size === 0) throw new Error("This file has no line with both an IMEI and a number of bytes.");
  return bytes;
}

/** The separator that is most frequent in the first line. @param {string} text */
function separatorOf(text) {
  const [first = ""] = text.split(/[\r\n]/, 1);
  const count = (/** @type {string} */ separator) => first.split(separator).length;
  return [",", ";", "\t"].reduce((best, other) => (count(other) > count(best) ? other : best));
}

/** @param {readonly string[]} names */
function columnsOf(names) {
  const plain = names.map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ""));
  const imei = plain.indexOf("imei");
  const bytes = plain.findIndex((name) => BYTES.includes(name));
  if (imei < 0 || bytes < 0) {
    throw new Error("The first line of this file must name a column “imei” and one “bytesTransferred” or “bytes”.");
  }
  return { imei, bytes };
}

/**
 * How the report differs from the earlier one.
 *
 * @param {DeviceStore} store
 * @param {ReadonlyMap<string, number>} earlier
 */
export function compare(store, earlier) {
  const comparison = { common: 0, change: 0, added: 0, gone: 0 };
  for (let row = 0; row < store.size; row++) {
    const change = store.change(row);
    if (!earlier.has(store.imeis[row] ?? "")) comparison.added++;
    else if (!Number.isNaN(change)) {
      comparison.common++;
      comparison.change += change;
    }
  }
  for (const imei of earlier.keys()) if (store.rowOf(imei) === undefined) comparison.gone++;
  return comparison;
}
