import { filters, TOP } from "./filters.js";
import { isFound } from "./find.js";
import { binOf } from "./histogram.js";
import { sorted } from "./sort.js";

/**
 * @import { FilterName } from "./filters.js"
 * @import { readSearch } from "./find.js"
 * @import { DeviceStore } from "./store.js"
 */

/**
 * The key to sort by: `imei`, `state`, `sessions`, `bytes`, `change`, `error`, or the number of an own column. Without
 * one, devices are in the order in which they arrived.
 *
 * @typedef {{ key: string, isDescending: boolean }} Sort
 *
 * @typedef {object} Selection
 * @property {FilterName} filter
 * @property {number} [bin] of the histogram
 * @property {ReturnType<typeof readSearch>} search
 * @property {Sort} [sort]
 */

/** How many rows are examined at a time. */
const STRETCH = 500;

/**
 * The rows to show, in order. Yields wherever it may be interrupted.
 *
 * @param {DeviceStore} store
 * @param {Selection} selection
 * @returns {Generator<void, number[], void>}
 */
export function* select(store, { filter, bin, search, sort }) {
  let rows = yield* narrowed(store.imeis.keys(), (row) => filters[filter](store, row));
  if (filter === "top") rows = (yield* sortedBy(store, rows, { key: "bytes", isDescending: true })).slice(0, TOP);
  if (bin !== undefined) rows = yield* narrowed(rows, (row) => binOf(store.bytes[row]) === bin);
  if ("imeis" in search || search.part) rows = yield* narrowed(rows, (row) => isFound(store, row, search));
  return sort === undefined ? rows : yield* sortedBy(store, rows, sort);
}

/**
 * @param {Iterable<number>} rows
 * @param {(row: number) => boolean | undefined} keeps
 * @returns {Generator<void, number[], void>}
 */
function* narrowed(rows, keeps) {
  const kept = [];
  let seen = 0;
  for (const row of rows) {
    if (keeps(row)) kept.push(row);
    if (seen++ % STRETCH === 0) yield;
  }
  return kept;
}

/**
 * Devices without the value come last in either direction.
 *
 * @param {DeviceStore} store
 * @param {readonly number[]} rows
 * @param {Sort} sort
 * @returns {Generator<void, number[], void>}
 */
function* sortedBy(store, rows, { key, isDescending }) {
  const way = isDescending ? -1 : 1;
  /** Once for each row, and not for each comparison. @type {(string | number)[]} */
  const values = [];
  /** @type {number[]} */
  const without = [];
  const withValue = yield* narrowed(rows, (row) => {
    const value = sortValue(store, row, key);
    if (value === undefined) without.push(row);
    else values[row] = value;
    return value !== undefined;
  });
  const inOrder = yield* sorted(withValue, (one, other) => {
    const a = values[one];
    const b = values[other];
    return a === b ? one - other : a < b ? -way : way;
  });
  return inOrder.concat(without);
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
