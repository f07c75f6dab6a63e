import { sum } from "./figures.js";
import { FAILED, REPORTED } from "./store.js";

/** @import { DeviceStore } from "./store.js" */

/**
 * The devices that have the same value in an own column, with their totals.
 *
 * @typedef {object} Group
 * @property {string} name empty for devices without a value
 * @property {number} devices
 * @property {number} silent
 * @property {number} failed
 * @property {bigint} sessions
 * @property {bigint} bytes
 */

/**
 * @param {DeviceStore} store
 * @param {number} column the number of an own column
 * @returns {Group[]} the one with the most bytes first
 */
export function groupsBy(store, column) {
  /** @type {Map<string, number[]>} */
  const rows = new Map();
  for (let row = 0; row < store.size; row++) {
    const name = store.own(row)[column]?.trim() ?? "";
    const group = rows.get(name);
    if (group === undefined) rows.set(name, [row]);
    else group.push(row);
  }
  const groups = [...rows].map(([name, members]) => groupOf(store, name, members));
  return groups.sort((one, other) => (one.bytes < other.bytes ? 1 : one.bytes > other.bytes ? -1 : 0));
}

/**
 * @param {DeviceStore} store
 * @param {string} name
 * @param {readonly number[]} rows
 * @returns {Group}
 */
function groupOf(store, name, rows) {
  const total = (/** @type {"sessions" | "bytes"} */ figure) =>
    sum(rows.filter((row) => !Number.isNaN(store[figure][row])).map((row) => store.written(figure, row)));
  return {
    name,
    devices: rows.length,
    silent: rows.filter((row) => store.states[row] < REPORTED).length,
    failed: rows.filter((row) => store.states[row] === FAILED).length,
    sessions: total("sessions"),
    bytes: total("bytes"),
  };
}
