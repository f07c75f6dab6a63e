/** @import { FleetPart } from "../index.js" */

/**
 * Divides a stream of devices into parts, and holds no more than one of them at a time.
 *
 * @param {Iterable<string> | AsyncIterable<string>} devices
 * @param {number} size of a part
 * @returns {AsyncGenerator<FleetPart, void, undefined>}
 */
export async function* partsOf(devices, size) {
  const cutter = new Cutter(size);
  if (Symbol.asyncIterator in devices) {
    for await (const device of devices) if (cutter.add(device)) yield cutter.cut();
  } else {
    // Not `for await`: awaiting each of a million devices that are already there takes longer than everything else.
    for (const device of devices) if (cutter.add(device)) yield cutter.cut();
  }
  if (!cutter.isEmpty) yield cutter.cut();
}

class Cutter {
  #size;
  #part = 0;
  /** @type {string[]} */
  #held = [];

  /** @param {number} size */
  constructor(size) {
    this.#size = size;
  }

  /** @param {string} device @returns {boolean} whether the part is full */
  add(device) {
    return this.#held.push(device) === this.#size;
  }

  get isEmpty() {
    return this.#held.length === 0;
  }

  /** @returns {FleetPart} */
  cut() {
    const devices = this.#held;
    this.#held = [];
    return { part: this.#part++, devices };
  }
}
