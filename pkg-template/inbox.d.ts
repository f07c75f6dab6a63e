/**
 * Where a gateway stores its reports: `memoryInbox()`, `sqliteInbox(file)`, `durableInbox(env)`, or your own.
 *
 * An inbox stores data and makes no decisions. For each report it stores one string, and for each device of the report
 * one row. Both come from the {@link ReportRules}, which compute them from what was stored before and what has arrived.
 * So your own inbox needs transactions, but does not need to know what callbacks look like.
 *
 * Every method may be called several times at once, and by several processes if they share the storage. "Resolves once
 * it is durable" means that the data survives the end of the process, however sudden.
 */
export interface Inbox {
  /**
   * Records that a report was submitted, as soon as its `txid` is known. Callbacks that arrived before then count as
   * well. Opening a report again changes nothing. Resolves once it is durable.
   *
   * In one transaction, this reads the report, calls {@link ReportRules.openReport}, and writes what that returns.
   *
   * @param imeis the requested devices, each once; null for every device of the account
   */
  open(facts: ReportFacts, imeis: readonly string[] | null): Promise<Recorded>;

  /**
   * Stores a callback, whether or not its report has been opened. The same callback may arrive again: the rules count
   * it as a repeat. Resolves once it is durable, because the sender is then told so and does not send it again.
   *
   * In one transaction, this reads the report and the rows of the devices that the callback names, passes them to
   * {@link ReportRules.foldCallback}, and writes what that returns.
   */
  record(callback: Callback): Promise<Recorded>;

  /**
   * Reads a report, and at most `limit` of its devices whose `seq` is greater than `since`, in the order of `seq`,
   * which starts at 1. To get only what is new, a caller passes the highest `seq` it has seen: whenever a device sends
   * something new, its `seq` rises. The rows include at least everything that the report has counted.
   *
   * @returns undefined for a report that has not been opened, even if callbacks have arrived for it
   */
  read(txid: string, page: { since?: number | undefined; limit: number }): Promise<StoredReport | undefined>;

  /**
   * Lists opened reports, the latest first.
   *
   * @param page `accounts`: the accounts whose reports to list; `before`: the `next` of the previous page, and for any
   *   other value the list is empty
   */
  list(page: { accounts: readonly string[] | "all"; before?: string | undefined; limit: number }): Promise<ReportPage>;

  /**
   * Returns the `txid`s of at most `limit` opened reports that are complete or settled and have not been marked by
   * {@link told}.
   */
  due(limit: number): Promise<string[]>;

  /** Marks a report that was due, so that it is not due again. Resolves once it is durable. */
  told(txid: string): Promise<void>;

  /**
   * Claims an idempotency key. Keys are stored for 24 hours, separately for each caller. Only the first to claim a key
   * gets `new`; it then submits, and passes the answer to {@link answer}. Resolves once it is durable.
   *
   * @param submission `fingerprint` distinguishes one body from another
   */
  claim(submission: Submission & { fingerprint: string }): Promise<Claim>;

  /** Stores the answer for later claims of the same key. Resolves once it is durable. */
  answer(submission: Submission, answer: string): Promise<void>;

  /**
   * Deletes what has expired: reports and callbacks after {@link ReportState.expiresAt}, idempotency keys after 24
   * hours. It has to be called now and then. An inbox that deletes by itself, as the one in Durable Objects does, has
   * nothing to do here.
   */
  sweep(): Promise<void>;
}

/** A callback, as parsed by {@link ReportRules.readCallback}. */
export interface Callback {
  txid: string;
  /** The devices that it reports on, each once. */
  imeis: readonly string[];
  /** The whole message, as it came. */
  body: string;
}

/** The result of storing a callback or opening a report. */
export interface Recorded {
  /** Whether this call made the report complete, so that it is due. */
  isComplete: boolean;
}

/** What is stored for a report, or a part of it. */
export interface StoredReport {
  /** A string that only the rules interpret. */
  report: string;
  rows: DeviceRow[];
}

/** One page of a list of reports. */
export interface ReportPage {
  /** The {@link StoredReport.report} of each. */
  reports: string[];
  /** The value for `before` to get the next page; absent if there are no more. */
  next?: string;
}

/** What an idempotency key identifies. */
export interface Submission {
  /** The `id` of the caller whose key it is. */
  caller: string;
  key: string;
}

/** The state of an idempotency key. `other_body`: it was used before with another fingerprint. */
export type Claim =
  | { state: "new" }
  | { state: "underway" /** When the first one asked, in milliseconds since 1970. */; since: number }
  | { state: "answered"; answer: string }
  | { state: "other_body" };

/** The options of every inbox in this package. */
export interface InboxOptions {
  /**
   * Returns the time in milliseconds since 1970. For tests.
   *
   * @default Date.now
   */
  now?: (() => number) | undefined;
}

/** How callbacks become reports. The functions are pure: the inbox stores what they return, in one transaction. */
export interface ReportRules {
  /**
   * Returns the report that a body belongs to and the devices that it names, or undefined if the body is not a
   * callback.
   */
  readCallback(body: string): { txid: string; imeis: string[] } | undefined;

  /**
   * Folds a callback into its report. Returns undefined if the body is not a callback.
   *
   * @param report what is stored, or undefined if nothing is
   * @param rows the rows that are stored for the callback's devices, in any order
   * @param now milliseconds since 1970
   */
  foldCallback(
    report: string | undefined,
    rows: readonly DeviceRow[],
    body: string,
    now: number,
  ): FoldedCallback | undefined;

  /**
   * Opens a report. Returns undefined if it is already open.
   *
   * @param alreadyAnswered how many of the expected devices already have a row
   * @param now milliseconds since 1970
   */
  openReport(
    report: string | undefined,
    facts: ReportFacts,
    alreadyAnswered: number,
    now: number,
  ): OpenedReport | undefined;

  /** Returns the state of a report. */
  reportState(report: string, now: number): ReportState;
}

/** What is known about a report when it is submitted. */
export interface ReportFacts {
  txid: string;
  accountNumber: string;
  caller: string;
  /** How many devices were requested; null for every device of the account. */
  expected: number | null;
  /**
   * How long no message has to arrive, in milliseconds, for the report to settle.
   *
   * @default 600_000
   */
  settleAfter?: number;
  /** Fields of the request that readers of the report should see, such as its dates. */
  request?: Readonly<Record<string, string | boolean>>;
}

/** What an inbox stores for one device of a report. */
export interface DeviceRow {
  /** The device's name in a callback or in the request, which is not always an IMEI. At most 64 bytes of UTF-8. */
  imei: string;
  /** Rises with every change in the report. No two rows of a report have the same `seq`. */
  seq: number;
  /** Whether it is one of the requested devices. */
  expected: boolean;
  /** What callbacks said about it, as a string that only the rules interpret; null if they have said nothing yet. */
  device: string | null;
}

/** What to write for a callback. */
export interface FoldedCallback {
  /** Replaces {@link StoredReport.report}. */
  report: string;
  /** Each replaces the row with the same `imei`, or is new. */
  rows: DeviceRow[];
  state: ReportState;
}

/** What to write when a report is opened. */
export interface OpenedReport {
  /** Replaces {@link StoredReport.report}. */
  report: string;
  /**
   * The `seq` of the first row to insert. The rows of the other expected devices that have none yet follow it, one by
   * one. A row that already exists keeps its `seq` and becomes `expected`.
   */
  seq: number;
  state: ReportState;
}

/** The fields by which an inbox may search its reports. All times are in milliseconds since 1970. */
export interface ReportState {
  txid: string;
  /** null until the report is opened, as are `caller`, `openedAt` and `dueAt`. */
  accountNumber: string | null;
  caller: string | null;
  openedAt: number | null;
  state: "waiting" | "complete" | "settled";
  /** When it becomes, or became, complete or settled if no other message arrives. It is due if `dueAt <= now`. */
  dueAt: number | null;
  /** When to delete it: 30 days after it was opened, or one day after its first callback if it never was. */
  expiresAt: number;
  /** The last `seq` that was assigned. */
  seq: number;
}

/** An inbox that loses everything when its process ends, for tests and for servers whose reports are dispensable. */
export function memoryInbox(options?: InboxOptions): Inbox;
