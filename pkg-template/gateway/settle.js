import * as core from "../server-core.js";
import { csvStream } from "./csv.js";
import { describe, log } from "./log.js";
import { devicesOf, readPage } from "./page.js";

/**
 * @import { GatewayContext, ReportDevice, ReportSummary, SettledReport } from "../gateway.js"
 * @import { Settings } from "./options.js"
 */

/** How many reports are queried at a time. */
const BATCH = 20;

/** How many devices are read at a time. */
const PAGE = 1_000;

/** For how many milliseconds nothing else in this process announces a report that is being, or has been, announced. */
const TELLING = 60_000;

/** Milliseconds between two sweeps of the inbox, in one process. */
const SWEEP_EVERY = 3_600_000;

/**
 * Calls `onSettled` for the reports that are due, one by one. If it fails for one report, the others are still
 * announced, and that report is due again the next time.
 *
 * @param {Settings} settings
 * @returns {(context: GatewayContext | undefined) => Promise<void>}
 */
export function settlerOf(settings) {
  const { inbox, onSettled } = settings;
  /** When the announcement of each report began: callbacks may complete many at once. @type {Map<string, number>} */
  const begun = new Map();
  let nextSweep = 0;

  return async function settle(context) {
    if (onSettled !== undefined) await tellAll(onSettled, context);
    if (Date.now() < nextSweep) return;
    nextSweep = Date.now() + SWEEP_EVERY;
    await inbox.sweep();
  };

  /**
   * @param {NonNullable<typeof onSettled>} onSettled
   * @param {GatewayContext | undefined} context
   */
  async function tellAll(onSettled, context) {
    const failed = new Set();
    const isFree = (/** @type {string} */ txid) => !failed.has(txid) && !begun.has(txid);
    for (const [txid, at] of begun) if (at + TELLING <= Date.now()) begun.delete(txid);
    for (;;) {
      const due = await inbox.due(BATCH + failed.size + begun.size);
      if (!due.some(isFree)) return;
      for (const txid of due) {
        if (!isFree(txid)) continue;
        begun.set(txid, Date.now());
        try {
          const stored = await inbox.read(txid, { limit: 1 });
          if (stored !== undefined) await onSettled(settledReport(txid, stored.report, settings), context);
          await inbox.told(txid);
        } catch (error) {
          failed.add(txid);
          log({ event: "not_told", level: "error", txid, message: describe(error, settings) }, settings);
          begun.delete(txid);
        }
      }
    }
  }
}

/**
 * @param {string} txid
 * @param {string} stored
 * @param {Settings} settings
 * @returns {SettledReport}
 */
function settledReport(txid, stored, settings) {
  /** @type {ReportSummary} */
  const report = JSON.parse(core.presentReport(stored, undefined, Date.now()));
  return {
    ...report,
    devices: () => pagesOf(txid, settings),
    csv: () =>
      new Response(csvStream({ txids: [txid], together: false }, settings), {
        headers: { "content-type": "text/csv; charset=utf-8" },
      }),
  };
}

/**
 * @param {string} txid
 * @param {Settings} settings
 * @returns {AsyncGenerator<readonly ReportDevice[], void, undefined>}
 */
async function* pagesOf(txid, settings) {
  /** @type {readonly number[]} */
  let since = [0];
  for (let hasMore = true; hasMore; ) {
    const page = await readPage({ txids: [txid], together: false }, since, PAGE, settings);
    if (page === undefined) return;
    const devices = JSON.parse(devicesOf(page));
    if (devices.length > 0) yield devices;
    since = page.next;
    hasMore = page.hasMore;
  }
}
