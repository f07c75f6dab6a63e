import { readFigure } from "./figures.js";

/**
 * @import { DeviceError, ReportDevice, ReportEvents } from "../../gateway.js"
 * @import { OwnColumns } from "../../elements.js"
 */

/** The states of a device. From `REPORTED` on, it has answered. */
export const WAITING = 0;
export const SILENT = 1;
export const REPORTED = 2;
export const FAILED = 3;

/** The names of the states, indexed by number. */
export const stateNames = /** @type {const} */ (["waiting", "silent", "reported", "failed"]);

/**
 * The devices of a report, or of several together, each once: a row for each, in the order in which they arrived, and
 * an array for each property. A row keeps its number.
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

  /** Rises with each device that arrives, or arrives again. */
  changes = 0;

  /** The totals of the report. @type {ReportEvents["report"] | undefined} */
  report;

  /** Columns that the user has added. @type {OwnColumns | undefined} */
  columns;

  /** Bytes of an earlier report. @type {ReadonlyMap<string, number> | undefined} */
  earlier;

  get size() {
    return this.imeis.length;
  }

  /** Whether a list of devices was requested, rather than every device of an account. */
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
    // A device that was requested in two reports may be silent in one and have answered in the other.
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

  /** Marks the devices that have not answered as silent, because the report is no longer waiting. */
  settle() {
    for (let row = 0; row < this.size; row++) {
      if (this.states[row] !== WAITING) continue;
      this.states[row] = SILENT;
      this.changes++;
    }
  }

  /** The exact figure as it arrived; empty if there is none. @param {"sessions" | "bytes"} name @param {number} row */
  written(name, row) {
    const number = this[name][row];
    return this.#written.get(row)?.[name] ?? (Number.isNaN(number) ? "" : String(number));
  }

  /** The cells of the user's own columns. @param {number} row @returns {readonly string[]} */
  own(row) {
    return this.columns?.rows.get(this.imeis[row] ?? "") ?? [];
  }

  /** How many bytes more than in the earlier report; NaN if one of the two is unknown. @param {number} row */
  change(row) {
    return this.bytes[row] - (this.earlier?.get(this.imeis[row] ?? "") ?? Number.NaN);
  }
}

/** Whether the number alone represents what arrived. @param {{ number: number, text: string }} figure */
function shows({ number, text }) {
  return text === (Number.isNaN(number) ? "" : String(number));
}
