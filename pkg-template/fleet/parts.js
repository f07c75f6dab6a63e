/** @import { FleetPart } from "../index.js" */

/**
 * Cuts a stream of devices into parts, and holds no more than one of them at a time.
 *
 * @param {Iterable<string> | AsyncIterable<string>} devices
 * @param {number} size of a part
 * @returns {AsyncGenerator<FleetPart, void, undefined>}
 */
export async function* partsOf(devices, size) {
  let part = 0;
  /** @type {string[]} */
  let held = [];
  for await (const device of devices) {
    held.push(device);
    if (held.length < size) continue;
    yield { part: part++, devices: held };
    held = [];
  }
  if (held.length > 0) yield { part, devices: held };
}
