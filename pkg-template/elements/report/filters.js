import { FAILED, REPORTED } from "./store.js";

/** @import { DeviceStore } from "./store.js" */

/** The devices with the most bytes that the filter `top` leaves. */
export const TOP = 100;

/**
 * The filters of the table.
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
  /** @type {Record<FilterName, number>} */
  const counts = { all: 0, top: 0, silent: 0, noBytes: 0, errors: 0, unexpected: 0, revised: 0 };
  // In one pass: calling every filter for every device takes several times as long.
  for (let row = 0; row < store.size; row++) {
    const state = store.states[row];
    const bytes = store.bytes[row];
    counts.all++;
    if (bytes >= 0) counts.top++;
    if (state < REPORTED) counts.silent++;
    if (state === FAILED) counts.errors++;
    if (state === REPORTED && bytes === 0) counts.noBytes++;
    if (store.isByName && !store.expected[row]) counts.unexpected++;
    if (store.revised[row]) counts.revised++;
  }
  counts.top = Math.min(counts.top, TOP);
  return counts;
}
