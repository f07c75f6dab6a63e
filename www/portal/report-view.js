import { UsageReport } from "thingspace-aggregate/elements/usage-report";
import { requestAgain } from "./ask-again.js";
import { columnsOf } from "./own-columns.js";

export { furtherReports, together } from "./fleets.js";
export { keepReceipts } from "./receipts.js";

/** @import { UsageRequestFields } from "thingspace-aggregate/elements" */

/**
 * Creates the view of a report, with the user's own columns.
 *
 * @param {string} txids separated by spaces
 * @param {(request: UsageRequestFields) => void} onAskAgain
 */
export async function makeReport(txids, onAskAgain) {
  UsageReport.define();
  const [first = ""] = txids.split(" ");
  const report = document.createElement("usage-report");
  report.txids = txids;
  // Without them, the report is still useful.
  report.columns = await columnsOf(first).catch(() => undefined);
  report.addEventListener("usage-report-ask-again", async ({ detail: { imei } }) =>
    onAskAgain(await requestAgain(first, imei, report.columns)),
  );
  return report;
}
