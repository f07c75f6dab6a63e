import * as core from "../server-core.js";
import { hasRightTo } from "./callers.js";

/** @import { Call } from "./routes.js" */

/** Larger than every sequence number, so that no devices are read of a report that is only looked up. */
const NO_DEVICE = Number.MAX_SAFE_INTEGER;

/**
 * Whether all of these reports exist and belong to accounts that the caller has a right to. The work is the same for a
 * report that does not exist as for another caller's, so that the time it takes does not distinguish them.
 *
 * @param {readonly string[]} txids
 * @param {Call} call
 */
export async function mayReadAll(txids, { caller, settings }) {
  let mayRead = true;
  for (const txid of txids) {
    const stored = await settings.inbox.read(txid, { since: NO_DEVICE, limit: 1 });
    const { accountNumber } = core.reportState(stored?.report ?? nobodysReport(), Date.now());
    const isTheirs = hasRightTo(caller, accountNumber ?? "");
    mayRead = stored !== undefined && isTheirs && mayRead;
  }
  return mayRead;
}

/** @type {string | undefined} */
let nobodys;

/** Examined instead of one that does not exist. */
function nobodysReport() {
  const facts = { txid: "none", accountNumber: "none", caller: "none", expected: null };
  nobodys ??= core.openReport(undefined, facts, 0, Date.now())?.report ?? "";
  return nobodys;
}
