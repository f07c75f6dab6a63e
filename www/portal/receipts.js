import { addressOf } from "./address.js";
import { rememberFleet } from "./fleets.js";
import { keepColumns } from "./own-columns.js";

/** @import { OwnColumns, UsageRequest } from "thingspace-aggregate/elements" */

/**
 * Keeps what this browser alone knows of reports, and has the form show where they are to be seen. When more reports of
 * the same fleet are queued, it is called again with all of them.
 *
 * @param {UsageRequest} form
 * @param {readonly string[]} txids
 * @param {OwnColumns | undefined} columns
 */
export async function keepReceipts(form, txids, columns) {
  form.replaceChildren(linkTo(txids));
  if (txids.length > 1) rememberFleet(txids);
  if (columns) await keepColumns(txids, columns);
}

/** @param {readonly string[]} txids */
function linkTo(txids) {
  const link = document.createElement("a");
  link.slot = "outcome";
  link.href = addressOf(txids);
  link.textContent = txids.length > 1 ? `See these ${txids.length} reports as one` : "See the report";
  return link;
}
