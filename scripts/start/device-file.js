import { readFileSync } from "node:fs";
import { Problem } from "../problem.js";

/** Reported on when nobody says which devices. */
const FEW = ["490154203237518", "356938035643809", "352099001761481", "358240051111110"];

/**
 * Devices, and where they come from, for messages.
 *
 * @typedef {object} Devices
 * @property {readonly string[]} imeis as they are written
 * @property {(index: number) => string} placeOf where the one with this index is written
 */

/**
 * Reads a file of one IMEI a line. Empty lines, and what follows a `#`, are left out. Whether they are IMEIs is for the
 * package to say.
 *
 * @param {string | undefined} file
 * @returns {Devices}
 * @throws {Problem} when the file cannot be read, or there is nothing in it
 */
export function readDevices(file) {
  if (file === undefined) return { imeis: FEW, placeOf: (index) => `device ${index + 1}` };
  const lines = read(file)
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ imei: (line.split("#", 1)[0] ?? "").trim(), number: index + 1 }))
    .filter(({ imei }) => imei !== "");
  if (lines.length === 0) throw new Problem(`There is no IMEI in ${file}. Write one per line.`);
  return {
    imeis: lines.map(({ imei }) => imei),
    placeOf: (index) => `line ${lines[index]?.number} of ${file}`,
  };
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem(`The devices could not be read (${reason}). --devices needs a text file with one IMEI per line.`);
  }
}
