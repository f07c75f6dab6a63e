/**
 * Where a gateway keeps its reports: `memoryInbox()`, `sqliteInbox(file)`, `durableInbox(env)`, or one of your own.
 *
 * An inbox stores, and decides nothing. What it keeps of a report is two kinds of text that it never looks into: the
 * report itself, and one text for each device. Both are made by the functions of {@link ReportRules}, out of what was
 * kept before and what has come. So an inbox of your own needs transactions, and nothing of what callbacks look like:
 * see {@link Inbox.record}.
 *
 * Every method may be called by many at once, and by several processes where they share what is stored.
 */
export interface Inbox {
  /**
   * Notes that a report was submitted, as soon as its `txid` is known. Callbacks for it may have come before: they count.
   * Opening a report again changes nothing.
   *
   * Resolves when that is durable.
   */
  open(report: NewReport): Promise<void>;

  /**
   * Keeps a callback, whether or not its report was opened. The same one may come again: the rules count it as a repeat.
   *
   * In one transaction: reads the report and the rows of the devices it names, hands them to the rules' `fold`, and
   * writes what that returns. A device whose message is new gets the report's next sequence number; a repeat keeps its own.
   *
   * Resolves when the callback is durable: whoever sent it is told so, and will not send it again.
   */
  record(callback: Callback): Promise<Recorded>;

  /**
   * Reads a report, and those of its devices whose sequence number is above `since`, in the order of that number, which
   * begins at 1. Whoever has read up to a number gets what is new since by asking again with that number: a device that
   * was heard of again has a higher one.
   *
   * The devices hold at least all that the report's totals count.
   *
   * @returns undefined for a report that nobody opened, even if callbacks have come for it
   */
  read(txid: string, page: { since?: number | undefined; limit: number }): Promise<StoredReport | undefined>;

  /**
   * Lists reports, the latest opened first.
   *
   * @param page `accounts`: whose reports; `before`: the `next` of the page that came before
   */
  list(page: {
    accounts: readonly string[] | "all";
    before?: string | undefined;
    limit: number;
  }): Promise<ReportPage>;

  /** The `txid`s of opened reports that are complete or settled, and of which nobody was told. At most `limit`. */
  due(limit: number): Promise<string[]>;

  /** Notes that somebody was told of a report that was due. It is not due again. */
  told(txid: string): Promise<void>;

  /**
   * Asks whether a submission is the first with its idempotency key. Keys are kept for 24 hours, apart for each caller.
   * The first to ask gets `new`, and is the only one: it submits, and gives the answer to {@link answer}.
   */
  claim(submission: Submission & { fingerprint: string }): Promise<Claim>;

  /** Keeps the answer for whoever comes with the same key. Resolves when that is durable. */
  answer(submission: Submission, answer: string): Promise<void>;

  /**
   * Forgets what is past its time: reports 30 days after they were opened, callbacks for reports that nobody opened after
   * one day, and idempotency keys after 24 hours. The gateway calls it now and then. An inbox that forgets by itself, as
   * the one of Durable Objects does, has nothing to do here.
   */
  sweep(): Promise<void>;
}

/** A report that was submitted. */
export interface NewReport {
  txid: string;
  accountNumber: string;
  /** The devices it was asked for, each once; null for every device of the account. */
  imeis: readonly string[] | null;
  /** What else is known of it, as JSON, for the rules' `open`. */
  facts: string;
}

/** A callback, as the rules' `read` takes it apart. */
export interface Callback {
  txid: string;
  /** The devices it tells of, each once. */
  imeis: readonly string[];
  /** The whole message, as it came. */
  body: string;
}

export interface Recorded {
  /** Whether this callback made the report complete, so that it became due. */
  isComplete: boolean;
}

export interface StoredReport {
  report: string;
  rows: DeviceRow[];
}

export interface DeviceRow {
  imei: string;
  seq: number;
  /** Whether the report was asked for this device by name. */
  expected: boolean;
  /** What the rules keep of its messages; null as long as there is none. */
  device: string | null;
}

export interface ReportPage {
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
  | { state: "underway"; /** When the first asked, in ms since 1970. */ since: number }
  | { state: "answered"; answer: string }
  | { state: "other_body" };

export interface InboxOptions {
  /** Tells the time, in ms since 1970. By default `Date.now`. For tests. */
  now?: (() => number) | undefined;
}
