/**
 * @import { OwnColumns, UsageRequestFields } from "../../elements.js"
 * @import { Outcome } from "./send.js"
 */

/**
 * What became of a fleet so far, over all submissions of it.
 *
 * @typedef {Outcome & { about: string, columns: OwnColumns | undefined }} Fleet
 *   `about`: all that was asked for besides the devices; `columns`: those that came with all of its devices
 */

/**
 * What of an earlier fleet a request goes on with. It does when all that it asks for was asked for there, and failed: its
 * reports then belong to those of the fleet.
 *
 * @param {UsageRequestFields} request
 * @param {Fleet | undefined} earlier
 * @returns {Fleet} without what is asked for again now; empty when the request is no rest of it
 */
export function fleetBefore({ imei, ...rest }, earlier) {
  const about = JSON.stringify(rest);
  const failed = new Set(earlier?.failed.flatMap(({ devices }) => devices));
  const isRest =
    earlier?.about === about &&
    earlier.queued.length > 0 &&
    Array.isArray(imei) &&
    imei.every((device) => failed.has(device));
  if (!isRest) return { about, queued: [], failed: [], columns: undefined };
  const now = new Set(imei);
  const others = earlier.failed.map(({ devices, ...part }) => ({
    ...part,
    devices: Array.isArray(devices) ? devices.filter((device) => !now.has(device)) : [],
  }));
  return { ...earlier, failed: others.filter(({ devices }) => devices.length > 0) };
}
