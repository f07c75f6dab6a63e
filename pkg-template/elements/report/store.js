import { readFigure } from "./figures.js";

/**
 * @import { DeviceError, ReportDevice, ReportEvents } from "../../gateway.js"
 * @import { OwnColumns } from "../../elements.js"
 */

/** What is known of a device. From `REPORTED` on it has answered. */
export const WAITING = 0;
export const SILENT = 1;
export const REPORTED = 2;
export const FAILED = 3;

/** The names of the states, by number. */
export const stateNames = /** @type {const} */ (["waiting", "silent", "reported", "failed"]);

/**
 * The devices of a report, or of several together, each once: a row for each, in the order in which they came, and an
 * array for each of the things that are known of them. A row keeps its number.
 */
export class DeviceStore {
  /** @type {Map<string, number>} */
  #rows = new Map();

  /** Figures that a number does not show exactly. @type {Map<number, { sessions: string, bytes: string }>} */
  #written = new Map();

  /** @type {string[]} */
  imeis = [];
  /** @type {number[]} */
  states = [];
  /** @type {boolean[]} */
  expected = [];
  /** @type {boolean[]} */
  revised = [];
  /** NaN without a figure. @type {number[]} */
  sessions = [];
  /** NaN without a figure. @type {number[]} */
  bytes = [];
  /** @type {(DeviceError | undefined)[]} */
  errors = [];

  /** Grows with each device that comes, or comes again. */
  changes = 0;

  /** What is known of them as a whole. @type {ReportEvents["report"] | undefined} */
  report;

  /** Columns that the reader has added. @type {OwnColumns | undefined} */
  columns;

  /** Bytes of an earlier report. @type {ReadonlyMap<string, number> | undefined} */
  earlier;

  get size() {
    return this.imeis.length;
  }

  /** Whether it was asked for devices by name, and not for all of an account. */
  get isByName() {
    return this.report?.expected !== null;
  }

  /** @param {(row: number) => boolean} isMeant */
  rows(isMeant) {
    const rows = [];
    for (let row = 0; row < this.size; row++) if (isMeant(row)) rows.push(row);
    return rows;
  }

  /** @param {string} imei */
  rowOf(imei) {
    return this.#rows.get(imei);
  }

  /** @param {readonly ReportDevice[]} devices */
  put(devices) {
    for (const device of devices) this.#putOne(device);
  }

  /** @param {ReportDevice} device */
  #putOne({ imei, state, expected, revised, numberOfSessions, bytesTransferred, error }) {
    const row = this.#rows.get(imei) ?? this.size;
    const stateNumber = stateNames.indexOf(state);
    // Asked for in two reports, a device may be silent in one and have answered in the other.
    if (stateNumber < REPORTED && (this.states[row] ?? WAITING) >= REPORTED) return;
    const sessions = readFigure(numberOfSessions);
    const bytes = readFigure(bytesTransferred);
    this.#rows.set(imei, row);
    this.imeis[row] = imei;
    this.states[row] = stateNumber;
    this.expected[row] = expected;
    this.revised[row] = revised ?? false;
    this.sessions[row] = sessions.number;
    this.bytes[row] = bytes.number;
    this.errors[row] = error;
    if (shows(sessions) && shows(bytes)) this.#written.delete(row);
    else this.#written.set(row, { sessions: sessions.text, bytes: bytes.text });
    this.changes++;
  }

  /** Nobody waits any more: who has not answered is silent. */
  settle() {
    for (let row = 0; row < this.size; row++) {
      if (this.states[row] !== WAITING) continue;
      this.states[row] = SILENT;
      this.changes++;
    }
  }

  /** The figure as it came, exact; empty when none did. @param {"sessions" | "bytes"} name @param {number} row */
  written(name, row) {
    const number = this[name][row];
    return this.#written.get(row)?.[name] ?? (Number.isNaN(number) ? "" : String(number));
  }

  /** The cells of the reader's own columns. @param {number} row @returns {readonly string[]} */
  own(row) {
    return this.columns?.rows.get(this.imeis[row] ?? "") ?? [];
  }

  /** How many bytes more than in the earlier report; NaN when one of the two is not known. @param {number} row */
  change(row) {
    return this.bytes[row] - (this.earlier?.get(this.imeis[row] ?? "") ?? Number.NaN);
  }
}

/** Whether the number alone says what came. @param {{ number: number, text: string }} figure */
function shows({ number, text }) {
  return text === (Number.isNaN(number) ? "" : String(number));
}
