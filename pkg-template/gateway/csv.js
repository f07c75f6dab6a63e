import * as core from "../server-core.js";
import { readPage } from "./page.js";
import { textStream } from "./text-stream.js";

/**
 * @import { Settings } from "./options.js"
 * @import { Reading } from "./page.js"
 */

/** How many devices are read at a time. */
const PAGE = 1_000;

/**
 * All devices of one or several reports as CSV, with a line each.
 *
 * @param {Reading} reading
 * @param {Settings} settings
 */
export function csvStream(reading, settings) {
  return textStream(lines(reading, settings), settings);
}

/**
 * @param {Reading} reading
 * @param {Settings} settings
 */
async function* lines(reading, settings) {
  yield core.csvHeader();
  // Devices that send something new while this is read appear again at the end.
  const written = reading.txids.map(() => new Set());
  let since = reading.txids.map(() => 0);
  for (let hasMore = true; hasMore; ) {
    const page = await readPage(reading, since, PAGE, settings);
    if (page === undefined) throw new Error("The report expired while it was being read.");
    for (const [index, { report, rows }] of page.reports.entries()) {
      const fresh = rows.filter(({ imei }) => !written[index]?.has(imei));
      for (const { imei } of fresh) written[index]?.add(imei);
      if (fresh.length > 0) yield core.csvRows(report, fresh, Date.now());
    }
    since = [...page.next];
    hasMore = page.hasMore;
  }
}
