import { cell, line, textCell } from "../cells.js";
import { stateNames } from "./store.js";

/** @import { DeviceStore } from "./store.js" */

/** The columns of the gateway's CSV. */
const NAMES = [
  "imei",
  "state",
  "expected",
  "revised",
  "numberOfSessions",
  "bytesTransferred",
  "errorCode",
  "errorMessage",
  "httpStatusCode",
  "detailErrorMessage",
];

/**
 * The lines of a CSV of these devices: the columns of the gateway's CSV, then the user's own.
 *
 * @param {DeviceStore} store
 * @param {Iterable<number>} rows
 * @returns {Generator<string, void, undefined>}
 */
export function* reportCsv(store, rows) {
  const own = store.columns?.names ?? [];
  // Without a byte order mark, Excel assumes the system's 8-bit character set.
  yield `\uFEFF${line([...NAMES, ...own.map(cell)])}`;
  for (const row of rows) {
    const error = store.errors[row] ?? {};
    const cells = [
      stateNames[store.states[row] ?? 0],
      String(store.expected[row]),
      String(store.revised[row]),
      store.written("sessions", row),
      store.written("bytes", row),
      error.errorCode,
      error.errorMessage,
      error.httpStatusCode,
      error.detailErrorMessage,
      ...own.map((_, column) => store.own(row)[column]),
    ];
    yield line([textCell(store.imeis[row] ?? ""), ...cells.map((text) => cell(text ?? ""))]);
  }
}
