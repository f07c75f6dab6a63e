// The glue that wasm-bindgen writes beside the server core: all of the core, and what reads callbacks and reports. Not
// published. Everything here is pure: an inbox stores, and these functions decide.
export * from "./core.js";
export { default } from "./core.js";

/** What an inbox keeps of one device, a row each. */
export interface DeviceRow {
  /** At most 64 bytes of UTF-8, and not always an IMEI: it is whatever a callback or the request said. */
  imei: string;
  /** Grows with each change in the report, so that whoever reads on asks for the rows after the last one seen. */
  seq: number;
  /** Whether the device was asked for. */
  expected: boolean;
  /** What callbacks said of it, as a text that only the core reads; null as long as they said nothing. */
  device: string | null;
}

/** What an inbox looks for among its reports; all moments in milliseconds since 1970. */
export interface ReportState {
  txid: string;
  /** Null as long as nobody has opened it: callbacks may come before the receipt does. */
  accountNumber: string | null;
  caller: string | null;
  openedAt: number | null;
  state: "waiting" | "complete" | "settled";
  /**
   * From when on it counts as complete or settled: a moment of the past once it does, otherwise the one at which it
   * will settle if no other message comes. Null as long as nobody has opened it. So what is due is `dueAt <= now`.
   */
  dueAt: number | null;
  /** When it may be forgotten: 30 days after it was opened, or one day after the first message if nobody has. */
  expiresAt: number;
  /** The last `seq` that was given. */
  seq: number;
}

/** What is to be stored, all of it in one transaction. */
export interface FoldedCallback {
  /** Replaces the report's text. Opaque: it is for the core. */
  report: string;
  /** Replace the rows of the same `imei`, or are new. A repeated message changes none. */
  rows: DeviceRow[];
  state: ReportState;
}

export interface OpenedReport {
  report: string;
  /**
   * The `seq` of the first row to insert. Those of the other expected devices that have no row yet follow it, one by
   * one. A row that is there already keeps its `seq` and becomes `expected`.
   */
  seq: number;
  state: ReportState;
}

/** What is known about a report when its receipt is there. */
export interface ReportFacts {
  txid: string;
  accountNumber: string;
  caller: string;
  /** How many devices were asked for; null for all of the account. */
  expected: number | null;
  /** Milliseconds without a message after which it is settled. 600,000 unless given. */
  settleAfter?: number;
  /** Fields of the request that readers should see, such as its dates. */
  request?: Readonly<Record<string, string | boolean>>;
}

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
