import type { Inbox } from "./inbox.js";
import type { AggregateReceipt, AggregateRequest, ErrorKind, IssueCode, SubmitOptions } from "./index.js";

export type * from "./inbox.js";
export { memoryInbox } from "./inbox.js";
export type * from "./tokens.js";
export { createTokens } from "./tokens.js";

/**
 * Creates a gateway between pages and ThingSpace, for any runtime that has `fetch`. It keeps the tokens, submits on
 * behalf of authorized callers, stores the callbacks in an inbox, and lets callers read their reports:
 *
 * ```ts
 * const gateway = createGateway({ authorize, tokens, inbox: memoryInbox(), callbacks: { secret } });
 * export default { fetch: (request, env, context) => gateway.fetch(request, context) };
 * ```
 *
 * Its routes, under `prefix` (by default `/api`):
 *
 * | route | |
 * | --- | --- |
 * | `POST /report/async/aggregate` | submits, as ThingSpace does: `submitAggregate(request, { baseUrl: "/api" })` |
 * | `GET /reports` | the caller's reports, the latest first: a {@link ReportList} |
 * | `GET /reports/<txid>` | a {@link Report} page by page, or all of it as `text/csv` or as `text/event-stream` |
 * | `POST /reports/read-together` | with `{ txids }`, several reports of one fleet as one: a {@link FleetReport}, in the same three formats |
 * | `PUT`, `GET`, `DELETE /listener?accountNumber=…` | registers this gateway as the listener for an account's callbacks, shows it, or removes it: a {@link ListenerState} |
 * | `POST /tokens/reset` | lets the server log in again after failed logins; for callers who may use every account |
 * | `POST /callbacks/<secret>` | receives the callbacks |
 *
 * All of them except the last call `authorize`. A refusal is a {@link GatewayRefusal}. `docs/openapi.json` in the
 * repository describes every route and every answer.
 *
 * @throws {TypeError} if an option is missing, unknown or invalid; the message names it
 */
export function createGateway<Context extends GatewayContext = GatewayContext>(
  options: GatewayOptions<Context>,
): Gateway<Context>;

/** What {@link createGateway} returns. Its functions need no `this`. */
export interface Gateway<Context extends GatewayContext = GatewayContext> {
  /** Answers a request. The promise never rejects. */
  readonly fetch: (request: Request, context?: Context) => Promise<Response>;

  /**
   * Submits a request from the server's own code, such as a cron trigger that requests a report every night. It uses
   * the server's tokens, follows the same rules as requests from pages, and opens the report in the inbox. Every
   * account is allowed. It retries at most twice: after 429, after 503 with `Retry-After` and, because it has an
   * idempotency key, after anything that broke.
   *
   * @throws {AggregateReportError} like `submitAggregate`
   * @throws {TypeError} without a caller, before anything is sent
   */
  readonly submit: (request: AggregateRequest, options: CodeSubmission, context?: Context) => Promise<AggregateReceipt>;

  /**
   * Calls `onSettled` for each report that is complete or settled and has not been passed to it yet, and has the inbox
   * forget what has expired. Call it from a cron trigger or a timer, about once a minute: a report settles when nothing
   * happens, so nothing else would notice. If `onSettled` fails for a report, it is called again the next time.
   *
   * @throws anything that the inbox throws
   */
  readonly settle: (context?: Context) => Promise<void>;

  /** Counts what has happened in this process since the gateway was created. For monitoring. */
  readonly counters: Readonly<GatewayCounters>;
}

/** How {@link Gateway.submit} submits. */
export interface CodeSubmission extends Pick<SubmitOptions, "signal"> {
  /** The {@link Caller.id} under which the submission and its idempotency key are stored. Not empty. */
  caller: string;

  /**
   * Two submissions by the same caller with the same key within 24 hours are queued only once, which helps if a trigger
   * may fire twice. `true` gives every submission its own key.
   *
   * @default true
   */
  idempotencyKey?: string | true | undefined;
}

/** The part of what the platform passes along with a request that the gateway needs. */
export interface GatewayContext {
  /** Keeps the process alive until the promise settles, even after the answer was sent or the client has gone. */
  waitUntil?(promise: Promise<unknown>): void;
}

/** How often each thing has happened. */
export interface GatewayCounters {
  /** Reports that ThingSpace has queued. */
  submitted: number;
  /** Callbacks that were stored. */
  callbacks: number;
  /** Bodies sent to the path for callbacks that were not callbacks, too large, or refused by `verify`. Not stored. */
  callbacksRefused: number;
  /** Callbacks that the inbox could not store. ThingSpace was told to send them again. */
  callbacksFailed: number;
}

/** The options of {@link createGateway}. */
export interface GatewayOptions<Context extends GatewayContext = GatewayContext> {
  /**
   * Identifies the caller, from a cookie, a header or anything else that the application uses, and says which accounts
   * they may use. If it returns a response instead of a caller, such as a 401 or a redirect to a login page, the
   * gateway answers with that; it must be a new response each time. If it throws, the gateway answers 500.
   *
   * It must not read the request's body.
   */
  authorize: (request: Request) => Caller | Response | Promise<Caller | Response>;

  /** The server's tokens: the result of `createTokens`, or the same options that `submitAggregate` takes. */
  tokens: GatewayTokens;

  /** Where reports are stored. */
  inbox: Inbox;

  /** How callbacks prove their origin. */
  callbacks: CallbackOptions;

  /**
   * Called at least once for each report that is complete or settled, for example to archive its CSV or to notify
   * somebody. If it throws or rejects, it is called again at the next `settle`. `context` is the one that was passed to
   * `fetch` or `settle`.
   *
   * @default undefined nothing is called
   */
  onSettled?: ((report: SettledReport, context: Context | undefined) => void | Promise<void>) | undefined;

  /**
   * How long no callback has to arrive, in milliseconds, for a report to count as settled: 1,000 to 86,400,000.
   *
   * @default 600_000
   */
  settleAfter?: number | undefined;

  /**
   * The address of ThingSpace, as in {@link SubmitOptions}, but not a path.
   *
   * @default "https://thingspace.verizon.com/api/hyper-precise/v1"
   */
  baseUrl?: string | URL | undefined;

  /**
   * As in {@link SubmitOptions}.
   *
   * @default "documented"
   */
  wire?: "documented" | "sdk" | undefined;

  /**
   * As in {@link SubmitOptions}. If a page sets it to `false`, its gateway has to do so too.
   *
   * @default true
   */
  checkDigit?: boolean | undefined;

  /**
   * Used instead of the global `fetch` for requests to ThingSpace.
   *
   * @default globalThis.fetch
   */
  fetch?: typeof globalThis.fetch | undefined;

  /**
   * How long ThingSpace may take for a submission, in milliseconds: 1 to 60,000. With the default, a page that waits
   * for 30 seconds still gets the answer.
   *
   * @default 25_000
   */
  timeout?: number | undefined;

  /**
   * The path that all routes begin with; `""` for none.
   *
   * @default "/api"
   */
  prefix?: string | undefined;

  /**
   * The origin at which the gateway is reached from outside, such as `https://reports.example.com`. It is used to
   * register the listener with ThingSpace, and to tell pages of the gateway's own origin from others. Without it, a
   * listener can only be registered on the loopback interface, because the caller chooses the host of a request, and
   * the callbacks and the secret would be sent there; and pages of the gateway's own origin are recognised by the URL
   * of each request.
   *
   * @default undefined the origin of each request
   */
  publicUrl?: string | URL | undefined;

  /**
   * Other origins whose pages may use this gateway as the user who is signed in at it, such as
   * `https://portal.example.com`. The elements send the gateway's cookies along; your own code does so with
   * `fetch: (url, init) => fetch(url, { ...init, credentials: "include" })`. If the page is on another site, browsers
   * only send cookies that have `SameSite=None` and `Secure`.
   *
   * @default [] none
   */
  allowedOrigins?: readonly string[] | undefined;

  /** How long an event stream lasts. */
  streams?: StreamOptions | undefined;

  /**
   * Called with everything that happens. No event contains a token or the secret. If it throws, that is ignored.
   *
   * @default undefined warnings and errors are written to the console as JSON
   */
  log?: ((event: GatewayEvent) => void) | undefined;
}

/** Who is calling, and which accounts they may use. */
export interface Caller {
  /**
   * Distinguishes callers, each of whom has their own idempotency keys. Not empty. Appears in the log and the inbox.
   */
  id: string;

  /** The accounts whose reports they may request and read, as ThingSpace spells them, or `"all"` for every account. */
  accounts: readonly string[] | "all";
}

/** The session token, and the OAuth access token, which ThingSpace needs for listeners and if `wire` is `"sdk"`. */
export interface GatewayTokens extends Pick<SubmitOptions, "bearer"> {
  /** The session token, or a function that provides it, as in {@link SubmitOptions}. */
  token: NonNullable<SubmitOptions["token"]>;

  /** Lets the server log in again after failed logins have stopped it. Called by `POST /tokens/reset`. */
  reset?: (() => Promise<void>) | undefined;
}

/** The secret in the path for callbacks, and an optional further check. */
export interface CallbackOptions {
  /**
   * The last segment of the path to which callbacks are sent: at least 20 characters from `A` to `Z`, `a` to `z`, `0`
   * to `9`, `-` and `_`, which nobody can guess, such as a `crypto.randomUUID()`. To change it, pass a list of two for
   * a while: the new secret, which `PUT /listener` registers, and the old one, which is still accepted.
   */
  secret: string | readonly [current: string, previous: string];

  /**
   * Checks a callback further, for example its credentials or its signature. `false` refuses it with 403. If the
   * function throws or rejects, ThingSpace is asked to send the callback again. The request's body has already been
   * read: it is `text`.
   *
   * @default undefined the secret is the only check
   */
  verify?: ((request: Request, text: string) => boolean | Promise<boolean>) | undefined;
}

/** The timing of an event stream. */
export interface StreamOptions {
  /**
   * After how many milliseconds a stream ends, so that the browser reconnects: 1 to 3,600,000.
   *
   * @default 300_000
   */
  life?: number | undefined;

  /**
   * After how many milliseconds without an event a comment is sent to keep the connection open: 1 to 300,000.
   *
   * @default 15_000
   */
  heartbeat?: number | undefined;
}

/** Something that happened. `level` says how serious it is. */
export type GatewayEvent =
  | {
      readonly event: "submitted";
      readonly level: "info";
      readonly txid: string;
      readonly accountNumber: string;
      readonly caller: string;
      /** null for every device of the account. */
      readonly devices: number | null;
    }
  | {
      readonly event: "not_submitted";
      readonly level: "warn";
      readonly accountNumber: string;
      readonly caller: string;
      readonly kind: ErrorKind;
      readonly status: number | undefined;
      readonly mayBeQueued: boolean;
      readonly message: string;
    }
  /** ThingSpace has queued a report, but the inbox could not store it, so its caller cannot read it. */
  | {
      readonly event: "not_opened";
      readonly level: "error";
      readonly txid: string;
      readonly accountNumber: string;
      readonly caller: string;
      readonly message: string;
    }
  | {
      readonly event: "callback_refused";
      readonly level: "warn";
      readonly reason: "not_a_callback" | "too_large" | "not_verified";
    }
  /** The inbox could not store a callback. ThingSpace was told to send it again. */
  | { readonly event: "callback_failed"; readonly level: "error"; readonly message: string }
  | {
      readonly event: "listener_registered" | "listener_removed";
      readonly level: "info";
      readonly accountNumber: string;
      readonly caller: string;
    }
  /** `onSettled` threw or rejected. It is called again at the next `settle`. */
  | { readonly event: "not_told"; readonly level: "error"; readonly txid: string; readonly message: string }
  /** Something threw: `authorize`, the inbox, or the gateway itself. */
  | { readonly event: "failed"; readonly level: "error"; readonly message: string };

/** The body of an answer that refuses a request. */
export interface GatewayRefusal {
  /**
   * `INVALID_PARAMETER`, `INVALID_JSON`, `INVALID_TEXT`, `INVALID_IDEMPOTENCY_KEY`, `IDEMPOTENCY_KEY_REUSED`,
   * `OUTCOME_UNKNOWN`, `ACCOUNT_NOT_ALLOWED`, `FOREIGN_ORIGIN`, `NOT_FOUND`, `METHOD_NOT_ALLOWED`,
   * `UNSUPPORTED_MEDIA_TYPE`, `TOO_LARGE`, `NOT_A_CALLBACK`, `NOT_VERIFIED`, `SERVER_NOT_ACCEPTED`, `UNAVAILABLE`,
   * `TIMEOUT`, `INTERNAL_ERROR`, or ThingSpace's own.
   */
  readonly errorCode: string;

  readonly errorMessage: string;

  /**
   * With 400 and `INVALID_PARAMETER`: the issues of a request for a report, at most 100 of them. In the browser, the
   * package turns them into an error of kind `invalid`.
   */
  readonly issues?: readonly {
    readonly code: IssueCode;
    readonly path: readonly (string | number)[];
    readonly message: string;
  }[];

  /** How many issues there are in total. */
  readonly issueCount?: number;
}

/** A whole number; beyond 2^53, where a JavaScript number would lose digits, a string of digits. */
export type Count = number | string;

/** Any value that JSON can represent. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What a report says about all its devices together. */
export interface ReportTotals {
  /**
   * `waiting` while devices have yet to answer, `complete` once every requested device has answered, and `settled` once
   * no callback has arrived for a while. Messages that arrive later still count.
   */
  readonly state: "waiting" | "complete" | "settled";

  /** How many devices were requested; null for every device of the account. */
  readonly expected: number | null;

  /** How many of the requested devices have answered, with usage or with an error. */
  readonly answered: number;

  /** How many devices have an error as their latest answer. */
  readonly failed: number;

  /** How many of the requested devices have not answered; null if `expected` is null. */
  readonly silent: number | null;

  /** How many devices answered that were not requested. */
  readonly unexpected: number;

  /** How many messages were identical repeats. */
  readonly repeated: number;

  /** How many devices sent messages that differ. The latest counts. */
  readonly revised: number;

  /** The sum over all devices that have answered. */
  readonly numberOfSessions: Count;

  /** The sum over all devices that have answered. */
  readonly bytesTransferred: Count;
}

/** A report without its devices. Times are in milliseconds since 1970. */
export interface ReportSummary extends ReportTotals {
  readonly txid: string;
  readonly accountNumber: string;
  /** When it was requested. */
  readonly openedAt: number;
  /** When the latest message that was not a repeat arrived; null if none has. */
  readonly lastMessageAt: number | null;
  /** When the last of the requested devices answered. */
  readonly completedAt?: number;
  /** When it settled. */
  readonly settledAt?: number;

  /** The request's other fields, such as its dates. */
  readonly request?: { readonly [name: string]: Json };

  /** The faults that ThingSpace sent instead of a report. */
  readonly faults?: KeptMessages;

  /** What ThingSpace sent about devices that it did not name. */
  readonly unnamed?: KeptMessages;

  /** Fields of its callbacks that the package does not know. */
  readonly fields?: { readonly [name: string]: Json };
}

/** A report with a page of its devices. */
export interface Report extends ReportSummary {
  readonly devices: readonly ReportDevice[];

  /** The value for `?since=` to get the next page; absent if there are no more devices. */
  readonly next?: string;
}

/** How many messages of one kind arrived, and the first ten of them. */
export interface KeptMessages {
  readonly count: number;
  readonly first: readonly Json[];
}

/** What a report says about one device. */
export interface ReportDevice extends DeviceMessage {
  /** The name that the callback used for the device, which is not always an IMEI. */
  readonly imei: string;

  /** `waiting` until it answers, `silent` if the report settled without it, `reported`, or `failed` with an `error`. */
  readonly state: "waiting" | "silent" | "reported" | "failed";

  /** Whether it was one of the requested devices. */
  readonly expected: boolean;

  /** Present if the device sent messages that differ; this is the latest. */
  readonly revised?: true;

  /** The messages before the latest, as far as they are stored (at most four). */
  readonly earlier?: readonly DeviceMessage[];
}

/** What one message says about a device. */
export interface DeviceMessage {
  /** A {@link Count}. Anything else that arrived in its place is shown as it came, and is not part of a total. */
  readonly numberOfSessions?: Json;

  /** A {@link Count}. Anything else that arrived in its place is shown as it came, and is not part of a total. */
  readonly bytesTransferred?: Json;

  readonly error?: DeviceError;

  /** Fields that the package does not know. */
  readonly fields?: { readonly [name: string]: Json };
}

/** Why a device has no usage, in ThingSpace's own words. */
export interface DeviceError {
  readonly errorMessage?: string;
  readonly errorCode?: string;
  readonly httpStatusCode?: string;
  readonly detailErrorMessage?: string;
  readonly fields?: { readonly [name: string]: Json };
}

/** Several reports as one: the totals of all of them, each report, and a page of all their devices. */
export interface FleetReport extends ReportTotals {
  readonly txids: readonly string[];

  /** null if they belong to several accounts. */
  readonly accountNumber: string | null;

  readonly reports: readonly ReportSummary[];
  readonly devices: readonly ReportDevice[];

  /** The value for `?since=` to get the next page; absent if there are no more devices. */
  readonly next?: string;
}

/** A page of the caller's reports, the latest first. */
export interface ReportList {
  readonly reports: readonly ReportSummary[];

  /** The value for `?before=` to get the next page; absent if there are no more reports. */
  readonly next?: string;
}

/**
 * The events of `text/event-stream` by name; the `data` of each is JSON. `report` is sent first and whenever the totals
 * change, `devices` contains up to 250 devices that are new or have sent something new, and `end` is sent once the
 * report is complete or settled. To continue after one of the last two, pass its `id` as `Last-Event-ID` or `?since=`.
 * A client that reconnects after `end` gets 204, so that an `EventSource` stops.
 */
export interface ReportEvents {
  readonly report: ReportSummary | Omit<FleetReport, "devices" | "next">;
  readonly devices: readonly ReportDevice[];
  readonly end: ReportSummary | Omit<FleetReport, "devices" | "next">;
}

/** Where ThingSpace sends the callbacks of an account. Never contains the address, because that contains the secret. */
export interface ListenerState {
  readonly accountNumber: string;

  /**
   * `current`: to this gateway. `previous`: to this gateway, with the second secret of the list. `other`: to another
   * address, or to this gateway at another origin. `none`: no listener is registered.
   */
  readonly listener: "current" | "previous" | "other" | "none";
}

/** The argument of `onSettled`: a report with methods to read its devices. */
export interface SettledReport extends ReportSummary {
  /** Yields all its devices, a page at a time. */
  devices(): AsyncGenerator<readonly ReportDevice[], void, undefined>;

  /**
   * Returns all its devices as CSV (RFC 4180), which can be read once: with `.text()`, `.blob()` or the stream `.body`.
   */
  csv(): Response;
}
