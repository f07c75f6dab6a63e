import { make } from "../make.js";
import { counted } from "../numbers.js";
import { failureWords, queueWords } from "./failure-words.js";

/** @import { Devices, Failed, Outcome, Queued } from "./send.js" */

/**
 * Shows what became of a submission: the receipts, and what failed, with why and what to do.
 *
 * @param {Outcome} outcome
 * @param {(devices: readonly string[]) => void} keep leaves only these devices in the form
 * @returns {HTMLElement[]}
 */
export function outcomeContent({ queued, failed }, keep) {
  const parts = [...byReason(failed)];
  // Else the form holds just these.
  const hasOthers = queued.length > 0 || parts.length > 1;
  const failures = parts.flatMap((part) => [...failureContent(part), ...(hasOthers ? [keepButton(part, keep)] : [])]);
  return queued.length > 0 ? [...queuedContent(queued), ...failures] : failures;
}

/** @param {readonly Queued[]} queued one, or those of a fleet */
function queuedContent(queued) {
  const isMade = queued.every(({ receipt }) => receipt.status === "COMPLETED");
  return [
    make("h2", {}, isMade ? "The report is ready" : "The report is queued"),
    make("p", {}, "It will arrive at the account's listener."),
    ...(queued.length > 1 ? fleetContent(queued) : queued.map(receiptContent)),
  ];
}

/** @param {Queued} queued */
function receiptContent({ receipt: { txid, status }, devices }) {
  return definitions({ "Transaction ID": txid, Status: status || "not given", Devices: devicesText(devices) });
}

/** @param {readonly Queued[]} queued */
function fleetContent(queued) {
  const items = queued.map(({ receipt, devices }) =>
    make("li", {}, make("code", {}, receipt.txid), ` · ${devicesText(devices)}`),
  );
  return [make("p", {}, `${counted(queued.length, "report")}, which belong together:`), make("ul", {}, ...items)];
}

/**
 * Parts that met the same failure are one for the reader.
 *
 * @param {readonly Failed[]} failed
 */
function byReason(failed) {
  /** @type {Map<string, Failed>} */
  const reasons = new Map();
  for (const part of failed) {
    const { title, details } = failureWords(part.error);
    const key = JSON.stringify([title, details, part.mayBeQueued]);
    const same = reasons.get(key);
    const devices = same ? [same.devices, part.devices].flat().map(String) : part.devices;
    reasons.set(key, { ...part, devices });
  }
  return reasons.values();
}

/** @param {Failed} failed */
function failureContent({ error, devices, mayBeQueued }) {
  const { title, advice, details } = failureWords(error);
  return [
    make("h2", {}, title),
    make("p", {}, advice),
    make("p", {}, make("strong", {}, queueWords(mayBeQueued))),
    definitions({ ...details, Devices: devicesText(devices) }),
  ];
}

/** @param {Failed} failed a part of a fleet @param {(devices: readonly string[]) => void} keep */
function keepButton({ devices }, keep) {
  const kept = [devices].flat().map(String);
  const these = kept.length === 1 ? "this device" : `these ${devicesText(devices)}`;
  return make("button", { type: "button", onclick: () => keep(kept) }, `Keep only ${these} in the form`);
}

/** @param {Devices} devices */
function devicesText(devices) {
  return devices === 0 ? "every device of the account" : counted(Array.isArray(devices) ? devices.length : 1, "device");
}

/** @param {Record<string, string | undefined>} details */
function definitions(details) {
  const shown = Object.entries(details).filter(([, text]) => text !== undefined);
  return make("dl", {}, ...shown.flatMap(([term, text = ""]) => [make("dt", {}, term), make("dd", {}, text)]));
}
