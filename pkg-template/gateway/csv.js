import * as core from "../server-core.js";
import { readPage } from "./page.js";
import { textStream } from "./text-stream.js";

/**
 * @import { Settings } from "./options.js"
 * @import { Reading } from "./page.js"
 */

/** Devices that are read at once. */
const PAGE = 1_000;

/**
 * All devices of one or several reports as CSV, a line each.
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
  // Devices that are heard of again while this is read come up again at the end.
  const written = reading.txids.map(() => new Set());
  let since = reading.txids.map(() => 0);
  for (let hasMore = true; hasMore; ) {
    const page = await readPage(reading, since, PAGE, settings);
    if (page === undefined) throw new Error("A report was forgotten while it was read.");
    for (const [index, { report, rows }] of page.reports.entries()) {
      const fresh = rows.filter(({ imei }) => !written[index]?.has(imei));
      for (const { imei } of fresh) written[index]?.add(imei);
      if (fresh.length > 0) yield core.csvRows(report, fresh, Date.now());
    }
    since = [...page.next];
    hasMore = page.hasMore;
  }
}
