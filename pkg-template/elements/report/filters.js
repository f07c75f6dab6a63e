import { FAILED, REPORTED } from "./store.js";

/** @import { DeviceStore } from "./store.js" */

/** The devices with the most bytes that the filter `top` leaves. */
export const TOP = 100;

/**
 * What the table can be narrowed to.
 *
 * @satisfies {Record<string, (store: DeviceStore, row: number) => boolean | undefined>}
 */
export const filters = {
  all: () => true,
  top: (store, row) => !Number.isNaN(store.bytes[row]),
  silent: (store, row) => store.states[row] < REPORTED,
  noBytes: (store, row) => store.states[row] === REPORTED && store.bytes[row] === 0,
  errors: (store, row) => store.states[row] === FAILED,
  unexpected: (store, row) => store.isByName && !store.expected[row],
  revised: (store, row) => store.revised[row],
};

/** @typedef {keyof typeof filters} FilterName */

/**
 * How many devices each filter leaves.
 *
 * @param {DeviceStore} store
 * @returns {Record<FilterName, number>}
 */
export function countFiltered(store) {
  const counts = { all: 0, top: 0, silent: 0, noBytes: 0, errors: 0, unexpected: 0, revised: 0 };
  const entries = /** @type {[FilterName, (store: DeviceStore, row: number) => boolean | undefined][]} */ (
    Object.entries(filters)
  );
  for (const [name, keeps] of entries) {
    for (let row = 0; row < store.size; row++) if (keeps(store, row)) counts[name]++;
  }
  counts.top = Math.min(counts.top, TOP);
  return counts;
}
