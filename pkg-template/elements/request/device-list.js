import { validateAggregate } from "../../index.js";
import { Slices } from "../slices.js";
import { imeisIn } from "./imeis-in.js";
import { readEntries } from "./read-entries.js";

/**
 * @import { OwnColumns } from "../../elements.js"
 * @import { AggregateIssue } from "../../index.js"
 * @import { Given } from "./read-entries.js"
 */

/**
 * A device as it was entered, and the result of its check.
 *
 * @typedef {Given & { state: "ready" | "bad" | "repeated", issue?: AggregateIssue, first?: Entry }} Entry
 *   `issue` of the core, where it has a bad IMEI; `first`, the entry that it repeats
 */

/** How many devices the core checks at a time: far less than a frame's work. */
const CHUNK = 1000;

/**
 * Devices as the user entered them, even 100,000, each with its line and whether it can be sent. They are stored here
 * rather than in a text field, which would take seconds to draw so many.
 */
export class DeviceList {
  /** In the order of their lines. @type {Entry[]} */
  entries = [];

  /** The names of the further columns. @type {string[]} */
  names = [];

  /** Whether they were entered as a table; otherwise each line had one device or several. */
  isTable = false;

  /** Whether an IMEI's check digit has to fit. */
  #checkDigit = true;

  /** The cells of those columns, for each device that is ready. @type {Map<string, string[]>} */
  #rows = new Map();

  /** The first entry with each IMEI. @type {Map<string, Entry>} */
  #first = new Map();

  /**
   * Reads and checks a text in slices. Resolves to undefined if it is no longer wanted.
   *
   * @param {string} text
   * @param {object} [how]
   * @param {boolean} [how.checkDigit] whether an IMEI's check digit has to fit
   * @param {() => boolean} [how.isWanted]
   * @param {(count: number) => void} [how.onProgress] called with the number of devices that are done
   * @returns {Promise<DeviceList | undefined>}
   */
  static async read(text, { checkDigit = true, isWanted = () => true, onProgress } = {}) {
    const list = new DeviceList();
    list.#checkDigit = checkDigit;
    const slices = new Slices();
    const { names, entries } = readEntries(text);
    list.names = names;
    list.isTable = names.length > 0;
    /** @type {Entry[]} */
    let chunk = [];
    for (const given of entries) {
      chunk.push({ ...given, state: "bad" });
      if (chunk.length === CHUNK) {
        await list.#add(chunk);
        chunk = [];
      }
      if (!slices.isOver()) continue;
      await slices.next();
      if (!isWanted()) return undefined;
      onProgress?.(list.entries.length);
    }
    await list.#add(chunk);
    if (!list.isTable && list.entries.some(({ cells }) => cells)) list.names = ["Comment"];
    return isWanted() ? list : undefined;
  }

  /** @param {Entry[]} chunk */
  async #add(chunk) {
    for (const entry of chunk) this.entries.push(entry);
    await this.#check(chunk);
  }

  /** @param {readonly Entry[]} entries */
  async #check(entries) {
    /** @type {Entry[]} */
    const firsts = [];
    for (const entry of entries) {
      if (entry.imei === undefined) continue;
      entry.first = this.#first.get(entry.imei);
      entry.state = entry.first ? "repeated" : "ready";
      if (entry.first) continue;
      this.#first.set(entry.imei, entry);
      firsts.push(entry);
    }
    for (let at = 0; at < firsts.length; at += CHUNK) await this.#checkByCore(firsts.slice(at, at + CHUNK));
  }

  /** @param {readonly Entry[]} firsts with IMEIs that differ */
  async #checkByCore(firsts) {
    const imei = firsts.map(imeiOf);
    const options = { maxIssues: CHUNK, checkDigit: this.#checkDigit };
    const { issues } = await validateAggregate({ accountNumber: "-", imei }, options);
    for (const entry of firsts) Object.assign(entry, { state: "ready", issue: undefined });
    for (const issue of issues) {
      const entry = firsts[Number(issue.path[1])];
      if (entry) Object.assign(entry, { state: "bad", issue });
    }
    for (const entry of firsts) {
      if (entry.state === "bad") this.#rows.delete(imeiOf(entry));
      else if (entry.cells) this.#rows.set(imeiOf(entry), entry.cells);
    }
  }

  /**
   * Checks all devices again with another rule.
   *
   * @param {boolean} checkDigit whether an IMEI's check digit has to fit
   */
  async setCheckDigit(checkDigit) {
    this.#checkDigit = checkDigit;
    const firsts = this.entries.filter(({ imei, first }) => imei !== undefined && !first);
    const slices = new Slices();
    for (let at = 0; at < firsts.length; at += CHUNK) {
      await this.#checkByCore(firsts.slice(at, at + CHUNK));
      if (slices.isOver()) await slices.next();
    }
  }

  /** Whether there are IMEIs with a wrong check digit. */
  get hasOtherCheckDigits() {
    return this.entries.some(({ issue }) => issue?.code === "imei_check_digit");
  }

  /** @param {Entry["state"]} state */
  of(state) {
    return this.entries.filter((entry) => entry.state === state);
  }

  /** The devices that can be sent. @returns {string[]} */
  get imeis() {
    return this.of("ready").map(imeiOf);
  }

  /** @returns {OwnColumns | undefined} */
  get columns() {
    return this.names.length > 0 ? { names: this.names, rows: this.#rows } : undefined;
  }

  /** @param {readonly Entry[]} entries that are not ready */
  async leaveOut(entries) {
    const gone = new Set(entries);
    this.entries = this.entries.filter((entry) => !gone.has(entry));
    await this.#forget(gone);
  }

  /**
   * Replaces a wrong entry by another text, which is checked again.
   *
   * @param {Entry} entry
   * @param {string} text
   */
  async correct(entry, text) {
    await this.#forget(new Set([entry]));
    const found = imeisIn(text);
    Object.assign(entry, { text, imei: found.length === 1 ? found[0] : undefined, state: "bad", issue: undefined });
    await this.#check([entry]);
  }

  /**
   * Entries that repeated one of these no longer do.
   *
   * @param {ReadonlySet<Entry>} gone
   */
  async #forget(gone) {
    for (const { imei, state } of gone) if (imei !== undefined && state === "bad") this.#first.delete(imei);
    await this.#check(this.entries.filter(({ first }) => first && gone.has(first)));
  }

  /** The devices as a text that reads as the same list. */
  get text() {
    if (!this.isTable) return this.entries.map(lineOf).join("\n");
    const rows = this.entries.map(({ text, cells = [] }) => [text, ...cells]);
    return [["IMEI", ...this.names], ...rows].map((cells) => cells.map(quoted).join(",")).join("\n");
  }
}

/** Of an entry that has one. @param {Entry} entry */
function imeiOf({ imei = "" }) {
  return imei;
}

/** As it is written without a table. @param {Entry} entry */
function lineOf({ text, cells: [comment] = [] }) {
  return comment ? `${text} # ${comment}` : text;
}

/** @param {string} cell */
function quoted(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
