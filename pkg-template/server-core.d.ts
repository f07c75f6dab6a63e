// wasm-bindgen's glue for the server core: the whole core, and the functions that read callbacks and reports. Not
// published. These functions are pure: an inbox stores data, and they decide what to store.
import type { DeviceRow, FoldedCallback, OpenedReport, ReportFacts, ReportState } from "./inbox.js";

export * from "./core.js";
export { default } from "./core.js";
export type { DeviceRow, FoldedCallback, OpenedReport, ReportFacts, ReportState } from "./inbox.js";

/**
 * Returns the report that a body belongs to, and the devices whose rows `foldCallback` needs, each once. Returns
 * undefined if the body is not a callback.
 */
export function readCallback(body: string): { txid: string; imeis: string[] } | undefined;

/**
 * Folds a callback into its report. Returns undefined if the body is not a callback.
 *
 * @param report what is stored, or undefined if nothing is
 * @param rows the rows that are stored for the callback's devices, in any order
 * @param now milliseconds since 1970, here and below
 * @throws {Error} if what was stored cannot be read
 */
export function foldCallback(
  report: string | undefined,
  rows: readonly DeviceRow[],
  body: string,
  now: number,
): FoldedCallback | undefined;

/**
 * Opens a report once its receipt has arrived, which may be after the first callbacks. Returns undefined if it is
 * already open.
 *
 * @param alreadyAnswered how many of the expected devices already have a row
 * @throws {Error} if what was stored cannot be read
 */
export function openReport(
  report: string | undefined,
  facts: ReportFacts,
  alreadyAnswered: number,
  now: number,
): OpenedReport | undefined;

/** @throws {Error} if what was stored cannot be read */
export function reportState(report: string, now: number): ReportState;

/**
 * Returns the report as JSON, as `GET /reports/<txid>` answers it: with the devices of these rows, or without devices.
 *
 * @param next where the next page begins, if there is one
 * @throws {Error} if what was stored cannot be read
 */
export function presentReport(
  report: string,
  rows: readonly DeviceRow[] | undefined,
  now: number,
  next?: string,
): string;

/**
 * Returns only the devices of these rows, as a JSON array.
 *
 * @throws {Error} if what was stored cannot be read
 */
export function presentDevices(report: string, rows: readonly DeviceRow[], now: number): string;

/** Returns a byte order mark and the header line. */
export function csvHeader(): string;

/**
 * Returns a line of CSV for each row.
 *
 * @throws {Error} if what was stored cannot be read
 */
export function csvRows(report: string, rows: readonly DeviceRow[], now: number): string;

/**
 * Returns several reports of one fleet as one, in JSON: the totals of all of them, and each report without its devices.
 *
 * @throws {Error} if what was stored cannot be read
 */
export function mergeReports(reports: readonly string[], now: number): string;
