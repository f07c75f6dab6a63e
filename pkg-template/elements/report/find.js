/** @import { DeviceStore } from "./store.js" */

/**
 * What the user searches for: a part of an IMEI, of an own column, of a state or an error; or several IMEIs, pasted.
 *
 * @param {string} text
 * @returns {{ part: string } | { imeis: ReadonlySet<string> }}
 */
export function readSearch(text) {
  const words = text.split(/[\s,;"]+/).filter(Boolean);
  if (words.length > 1 && words.every((word) => /^\d{14,}$/.test(word))) return { imeis: new Set(words) };
  return { part: text.trim().toLowerCase() };
}

/**
 * @param {DeviceStore} store
 * @param {number} row
 * @param {ReturnType<typeof readSearch>} search
 */
export function isFound(store, row, search) {
  const imei = store.imeis[row] ?? "";
  if ("imeis" in search) return search.imeis.has(imei);
  const { part } = search;
  if (imei.includes(part)) return true;
  const { errorMessage = "", errorCode = "" } = store.errors[row] ?? {};
  return [...store.own(row), errorMessage, errorCode].some((text) => text.toLowerCase().includes(part));
}

/**
 * Pasted IMEIs that the report does not have.
 *
 * @param {DeviceStore} store
 * @param {ReturnType<typeof readSearch>} search
 */
export function missing(store, search) {
  return "imeis" in search ? [...search.imeis].filter((imei) => store.rowOf(imei) === undefined) : [];
}
