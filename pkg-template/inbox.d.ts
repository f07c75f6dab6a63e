/**
 * Where a gateway keeps its reports: `memoryInbox()`, `sqliteInbox(file)`, `durableInbox(env)`, or one of your own.
 *
 * An inbox stores, and decides nothing. Of each report it keeps one text, and of each device in it one row; both come
 * from the {@link ReportRules}, which make them out of what was kept before and what has come. So an inbox of your own
 * needs transactions, and need not know what callbacks look like.
 *
 * Every method may be called by many at once, and by several processes where they share what is stored. "Resolves when
 * that is durable" means that it outlives the end of the process, however sudden.
 */
export interface Inbox {
  /**
   * Notes that a report was submitted, as soon as its `txid` is known. Callbacks for it may have come before: they count.
   * To open it again changes nothing. Resolves when that is durable.
   *
   * In one transaction: reads the report and asks {@link ReportRules.openReport}, which tells what to write.
   *
   * @param imeis the devices it was asked for, each once; null for every device of the account
   */
  open(facts: ReportFacts, imeis: readonly string[] | null): Promise<Recorded>;

  /**
   * Keeps a callback, whether or not its report was opened. It may come again: the rules count that as a repeat. Resolves
   * when it is durable: its sender is told so, and does not send it again.
   *
   * In one transaction: reads the report and the rows of the devices it names, hands them to
   * {@link ReportRules.foldCallback}, and writes what that returns.
   */
  record(callback: Callback): Promise<Recorded>;

  /**
   * Reads a report, and those of its devices whose `seq` is above `since`, in the order of `seq`, which begins at 1.
   * Whoever asks again with the highest `seq` that they have seen gets what is new: a device of which something else was
   * heard has a higher one than before. The rows hold at least what the report has counted.
   *
   * @returns undefined for a report that nobody opened, even if callbacks have come for it
   */
  read(txid: string, page: { since?: number | undefined; limit: number }): Promise<StoredReport | undefined>;

  /**
   * Lists reports, the latest opened first.
   *
   * @param page `accounts`: whose reports; `before`: the `next` of the page that came before, and for anything else
   *   nothing is listed
   */
  list(page: { accounts: readonly string[] | "all"; before?: string | undefined; limit: number }): Promise<ReportPage>;

  /** The `txid`s of opened reports that are complete or settled, and of which nobody was told. At most `limit`. */
  due(limit: number): Promise<string[]>;

  /** Notes that somebody was told of a report that was due. It is not due again. Resolves when that is durable. */
  told(txid: string): Promise<void>;

  /**
   * Asks whether a submission is the first with its idempotency key. Keys are kept for 24 hours, apart for each caller.
   * Only the first to ask gets `new`: it submits, and gives the answer to {@link answer}. Resolves when that is durable.
   *
   * @param submission `fingerprint` tells one body from another
   */
  claim(submission: Submission & { fingerprint: string }): Promise<Claim>;

  /** Keeps the answer for whoever comes with the same key. Resolves when it is durable. */
  answer(submission: Submission, answer: string): Promise<void>;

  /**
   * Forgets what is past its time: reports and callbacks when {@link ReportState.expiresAt} has come, idempotency keys
   * after 24 hours. To be called now and then. An inbox that forgets by itself, as the one in Durable Objects does, has
   * nothing to do here.
   */
  sweep(): Promise<void>;
}

/** A callback, as {@link ReportRules.readCallback} takes it apart. */
export interface Callback {
  txid: string;
  /** The devices it reports on, each once. */
  imeis: readonly string[];
  /** The whole message, as it came. */
  body: string;
}

/** What came of a callback, or of an opening. */
export interface Recorded {
  /** Whether it was this call that made the report complete, so that the report is due. */
  isComplete: boolean;
}

/** What is stored of a report, or a part of it. */
export interface StoredReport {
  /** A text for the rules alone. */
  report: string;
  rows: DeviceRow[];
}

/** A part of a list of reports. */
export interface ReportPage {
  /** The `report` of each. */
  reports: string[];
  /** For `before`, where there may be more. */
  next?: string;
}

/** What an idempotency key stands for. */
export interface Submission {
  /** Whose key it is. */
  caller: string;
  key: string;
}

/** What is known of an idempotency key. `other_body`: it was used before with another fingerprint. */
export type Claim =
  | { state: "new" }
  | { state: "underway" /** When the first one asked, in milliseconds since 1970. */; since: number }
  | { state: "answered"; answer: string }
  | { state: "other_body" };

/** What every inbox of this package can be told. */
export interface InboxOptions {
  /** Tells the time, in milliseconds since 1970: `Date.now` unless given. For tests. */
  now?: (() => number) | undefined;
}

/** How callbacks become reports. Pure: what they return is to be stored, in one transaction. */
export interface ReportRules {
  /** Tells which report a body belongs to, and the devices it names. Undefined when the body is no callback. */
  readCallback(body: string): { txid: string; imeis: string[] } | undefined;

  /**
   * Folds a callback into its report. Undefined when the body is no callback.
   *
   * @param report what is stored, or undefined when this is the first that is heard of it
   * @param rows the stored rows of the callback's devices, those that there are, in any order
   */
  foldCallback(
    report: string | undefined,
    rows: readonly DeviceRow[],
    body: string,
    now: number,
  ): FoldedCallback | undefined;

  /**
   * Opens a report. Undefined when it is open already.
   *
   * @param alreadyAnswered how many of the expected devices have a row already
   */
  openReport(
    report: string | undefined,
    facts: ReportFacts,
    alreadyAnswered: number,
    now: number,
  ): OpenedReport | undefined;

  /** Tells how a report stands. */
  reportState(report: string, now: number): ReportState;
}

/** What is known of a report when it was submitted. */
export interface ReportFacts {
  txid: string;
  accountNumber: string;
  caller: string;
  /** How many devices it was asked for; null for every device of the account. */
  expected: number | null;
  /** Milliseconds without a message after which it is settled. 600,000 unless given. */
  settleAfter?: number;
  /** Fields of the request that readers should see, such as its dates. */
  request?: Readonly<Record<string, string | boolean>>;
}

/** What an inbox keeps of one device in a report. */
export interface DeviceRow {
  /** At most 64 bytes of UTF-8, and not always an IMEI: it is whatever a callback or the request said. */
  imei: string;
  /** Grows with each change in the report. No two rows of a report have the same. */
  seq: number;
  /** Whether the report was asked for this device by name. */
  expected: boolean;
  /** What callbacks said of it, a text for the rules alone; null as long as they said nothing. */
  device: string | null;
}

/** What is to be written for a callback. */
export interface FoldedCallback {
  /** Replaces the report's text. */
  report: string;
  /** Replace the rows of the same `imei`, or are new. */
  rows: DeviceRow[];
  state: ReportState;
}

/** What is to be written when a report is opened. */
export interface OpenedReport {
  /** Replaces the report's text. */
  report: string;
  /**
   * The `seq` of the first row to insert. Those of the other expected devices that have no row yet follow it, one by
   * one. A row that is there already keeps its `seq` and becomes `expected`.
   */
  seq: number;
  state: ReportState;
}

/** What an inbox may look for among its reports; all moments in milliseconds since 1970. */
export interface ReportState {
  txid: string;
  /** Null as long as nobody has opened it. So are `caller`, `openedAt` and `dueAt`. */
  accountNumber: string | null;
  caller: string | null;
  openedAt: number | null;
  state: "waiting" | "complete" | "settled";
  /** From when on it counts as complete or settled, if no other message comes: it is due when `dueAt <= now`. */
  dueAt: number | null;
  /** When it is to be forgotten: 30 days after it was opened, or one day after its first callback if nobody has. */
  expiresAt: number;
  /** The last `seq` that was given. */
  seq: number;
}

/** An inbox that forgets everything when its process ends: for tests, and for servers whose reports nobody will miss. */
export function memoryInbox(options?: InboxOptions): Inbox;
