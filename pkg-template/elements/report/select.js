import { filters, TOP } from "./filters.js";
import { isFound } from "./find.js";
import { binOf } from "./histogram.js";

/**
 * @import { FilterName } from "./filters.js"
 * @import { readSearch } from "./find.js"
 * @import { DeviceStore } from "./store.js"
 */

/**
 * What is sorted by: `imei`, `state`, `sessions`, `bytes`, `change`, `error`, or the number of an own column. Without a
 * sort, devices stand as they came.
 *
 * @typedef {{ key: string, isDescending: boolean }} Sort
 *
 * @typedef {object} Selection
 * @property {FilterName} filter
 * @property {number} [bin] of the histogram
 * @property {ReturnType<typeof readSearch>} search
 * @property {Sort} [sort]
 */

/**
 * The rows that are to be seen, in their order.
 *
 * @param {DeviceStore} store
 * @param {Selection} selection
 * @returns {number[]}
 */
export function select(store, { filter, bin, search, sort }) {
  const isLookedFor = "imeis" in search || search.part !== "";
  const keeps = filters[filter];
  /** @type {number[]} */
  let rows = [];
  for (let row = 0; row < store.size; row++) if (keeps(store, row)) rows.push(row);
  if (filter === "top") rows = sorted(store, rows, { key: "bytes", isDescending: true }).slice(0, TOP);
  if (bin !== undefined) rows = rows.filter((row) => binOf(store.bytes[row]) === bin);
  if (isLookedFor) rows = rows.filter((row) => isFound(store, row, search));
  return sort === undefined ? rows : sorted(store, rows, sort);
}

/**
 * Devices without the value come last, whichever way it goes.
 *
 * @param {DeviceStore} store
 * @param {number[]} rows
 * @param {Sort} sort
 */
function sorted(store, rows, { key, isDescending }) {
  const way = isDescending ? -1 : 1;
  /** Once for each row, and not for each comparison. @type {(string | number | undefined)[]} */
  const values = [];
  for (const row of rows) values[row] = sortValue(store, row, key);
  return rows.sort((one, other) => {
    const [a, b] = [values[one], values[other]];
    if (a === b) return one - other;
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    return a < b ? -way : way;
  });
}

/**
 * @param {DeviceStore} store
 * @param {number} row
 * @param {string} key
 * @returns {string | number | undefined} undefined for none
 */
function sortValue(store, row, key) {
  if (key === "imei") return store.imeis[row];
  if (key === "state") return store.states[row];
  if (key === "error") return store.errors[row]?.errorMessage?.toLowerCase();
  if (key === "sessions" || key === "bytes") return known(store[key][row]);
  if (key === "change") return known(store.change(row));
  return store.own(row)[Number(key)]?.toLowerCase() || undefined;
}

/** @param {number} number */
function known(number) {
  return Number.isNaN(number) ? undefined : number;
}
