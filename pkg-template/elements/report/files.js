import { download } from "../download.js";
import { counted, numberText } from "../numbers.js";
import { Slices } from "../slices.js";
import { compare, readEarlier } from "./comparison.js";
import { reportCsv } from "./report-csv.js";
import { changeText } from "./words.js";

/** @import { DeviceStore } from "./store.js" */

// Loaded once the user wants a file.

/**
 * Offers the user a CSV of these devices.
 *
 * @param {DeviceStore} store
 * @param {readonly number[]} rows
 * @param {string} name of the file
 */
export async function saveCsv(store, rows, name) {
  const slices = new Slices();
  /** One of each slice: to put all lines into one at the end would take long. @type {Blob[]} */
  const parts = [];
  let text = "";
  const endPart = () => {
    parts.push(new Blob([text]));
    text = "";
  };
  for (const line of reportCsv(store, rows)) {
    text += line;
    if (!slices.isOver()) continue;
    endPart();
    await slices.next();
  }
  endPart();
  download(name, new Blob(parts, { type: "text/csv;charset=utf-8" }));
}

/**
 * Compares the devices with those of an earlier CSV.
 *
 * @param {DeviceStore} store
 * @param {File} file
 * @returns {Promise<string>} what has changed, or why the file cannot be used
 */
export async function compareWith(store, file) {
  try {
    store.earlier = await readEarlier(await file.text());
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
  const { common, change, added, gone } = compare(store, store.earlier);
  return (
    `${changeText(change)} in all, for ${counted(common, "device")} in both; ` +
    `${numberText(added)} only in this report, ${numberText(gone)} only in the earlier one.`
  );
}
