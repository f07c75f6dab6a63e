import { fleetBefore } from "./fleet.js";
import { outcomeContent } from "./outcome-view.js";
import { Progress } from "./progress.js";
import { MOST_DEVICES, send } from "./send.js";

/**
 * @import { Announcer } from "../announcer.js"
 * @import { OwnColumns, UsageRequestFields, UsageRequestReceipt } from "../../elements.js"
 * @import { Fleet } from "./fleet.js"
 * @import { Devices } from "./send.js"
 */

/**
 * Submits the contents of the form, and shows the progress in the meantime. Loaded once the user starts to use the
 * form.
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
 * @param {Fleet | undefined} form.earlier the outcome of the previous submission
 * @returns {Promise<{ fleet: Fleet, content: HTMLElement[], report: () => void }>} the outcome, what to show, and
 *   `report`, which tells the page once it is shown
 */
export async function submit(request, { columns, baseUrl, checkDigit, signal, place, announcer, tell, keep, earlier }) {
  const { imei, ...rest } = request;
  const before = fleetBefore(request, earlier);
  const fleet = { ...before, columns: before.columns ?? columns };
  const parts = Math.ceil(countOf(imei) / MOST_DEVICES) || 1;
  const progress = new Progress(place, announcer, parts);
  const receipts = () => ({ receipts: fleet.queued.map(receiptOf), request: rest, columns: fleet.columns });
  try {
    const failed = await send(request, {
      baseUrl,
      checkDigit,
      signal,
      onAttempt: (attempt) => progress.attempt(attempt),
      onQueued(queued) {
        progress.partDone();
        fleet.queued = [...fleet.queued, queued];
        if (parts > 1) tell("part", receipts());
      },
    });
    fleet.failed = [...fleet.failed, ...failed];
    return {
      fleet,
      content: outcomeContent(fleet, keep),
      report() {
        if (fleet.queued.length > 0) tell("queued", receipts());
        if (fleet.failed[0]) tell("failed", { error: fleet.failed[0].error });
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
function countOf(devices) {
  return Array.isArray(devices) ? devices.length : Number(devices !== 0);
}
