import { outcomeContent } from "./outcome-view.js";
import { Progress } from "./progress.js";
import { MOST_DEVICES, send } from "./send.js";

/**
 * @import { Announcer } from "../announcer.js"
 * @import { OwnColumns, UsageRequestFields, UsageRequestReceipt } from "../../elements.js"
 * @import { Devices } from "./send.js"
 */

/**
 * Submits what is in the form, and says meanwhile what goes on. Loaded once the reader turns to the form.
 *
 * @param {UsageRequestFields} request
 * @param {object} form
 * @param {OwnColumns | undefined} form.columns
 * @param {string} form.baseUrl
 * @param {boolean} form.checkDigit
 * @param {AbortSignal} form.signal
 * @param {HTMLElement} form.place for the progress
 * @param {Announcer} form.announcer
 * @param {(event: "queued" | "part" | "failed", detail: object) => void} form.tell
 * @param {(devices: readonly string[]) => void} form.keep leaves only these devices in the form
 * @returns {Promise<{ isQueued: boolean, isComplete: boolean, content: HTMLElement[], report: () => void }>} what to
 *   show, and `report`, which tells the page once it is shown
 */
export async function submit(request, { columns, baseUrl, checkDigit, signal, place, announcer, tell, keep }) {
  const { imei, ...rest } = request;
  const parts = Math.ceil(countOf(imei) / MOST_DEVICES) || 1;
  const receipts = (/** @type {UsageRequestReceipt[]} */ receipts) => ({ receipts, request: rest, columns });
  const progress = new Progress(place, announcer, parts);
  try {
    const outcome = await send(request, {
      baseUrl,
      checkDigit,
      signal,
      onAttempt: (attempt) => progress.attempt(attempt),
      onQueued(queued) {
        progress.partDone();
        if (parts > 1) tell("part", receipts([receiptOf(queued)]));
      },
    });
    const { queued, failed } = outcome;
    return {
      isQueued: queued.length > 0,
      isComplete: failed.length === 0,
      content: outcomeContent(outcome, keep),
      report() {
        if (queued.length > 0) tell("queued", receipts(queued.map(receiptOf)));
        if (failed[0]) tell("failed", { error: failed[0].error });
      },
    };
  } finally {
    progress.end();
  }
}

/**
 * @param {{ receipt: { txid: string }, devices: Devices }} queued
 * @returns {UsageRequestReceipt}
 */
function receiptOf({ receipt: { txid }, devices }) {
  return { txid, devices: countOf(devices) };
}

/** 0 for every device of the account. @param {Devices} devices */
export function countOf(devices) {
  return Array.isArray(devices) ? devices.length : Number(devices !== 0);
}
