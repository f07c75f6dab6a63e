// The glue that wasm-bindgen writes for the server core: all of the core, and what reads callbacks and reports. Not
// published. Everything here is pure: an inbox stores, and these functions decide.
import type { DeviceRow, FoldedCallback, OpenedReport, ReportFacts, ReportState } from "./inbox.js";

export * from "./core.js";
export { default } from "./core.js";
export type { DeviceRow, FoldedCallback, OpenedReport, ReportFacts, ReportState } from "./inbox.js";

/**
 * Tells which report a body belongs to, and which devices' rows `foldCallback` needs: each IMEI once. Undefined when
 * the body is no callback.
 */
export function readCallback(body: string): { txid: string; imeis: string[] } | undefined;

/**
 * Folds a callback into its report. Undefined when the body is no callback.
 *
 * @param report what is stored, or undefined when this is the first that is heard of it
 * @param rows the stored rows of the callback's devices, those that there are, in any order
 * @throws {Error} when what was stored cannot be read
 */
export function foldCallback(
  report: string | undefined,
  rows: readonly DeviceRow[],
  body: string,
  now: number,
): FoldedCallback | undefined;

/**
 * Opens a report once its receipt is there, after callbacks perhaps. Undefined when it is open already.
 *
 * @param alreadyAnswered how many of the expected devices have a row already
 * @throws {Error} when what was stored cannot be read
 */
export function openReport(
  report: string | undefined,
  facts: ReportFacts,
  alreadyAnswered: number,
  now: number,
): OpenedReport | undefined;

/** @throws {Error} when what was stored cannot be read */
export function reportState(report: string, now: number): ReportState;

/**
 * The report as JSON text, as `GET /reports/<txid>` answers it: with the devices of these rows, or without devices.
 *
 * @param next where the next page begins, if there is one
 * @throws {Error} when what was stored cannot be read
 */
export function presentReport(
  report: string,
  rows: readonly DeviceRow[] | undefined,
  now: number,
  next?: string,
): string;

/**
 * The devices of these rows alone, as the text of a JSON array.
 * @throws {Error} when what was stored cannot be read
 */
export function presentDevices(report: string, rows: readonly DeviceRow[], now: number): string;

/** A byte order mark and the line of names. */
export function csvHeader(): string;

/**
 * A line of CSV for each row.
 * @throws {Error} when what was stored cannot be read
 */
export function csvRows(report: string, rows: readonly DeviceRow[], now: number): string;

/**
 * Several reports of one fleet as one, as JSON text: the totals of all, and each without its devices.
 * @throws {Error} when what was stored cannot be read
 */
export function mergeReports(reports: readonly string[], now: number): string;
