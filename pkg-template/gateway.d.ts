import type { Inbox } from "./inbox.js";
import type { AggregateReceipt, AggregateRequest, ErrorKind, IssueCode, SubmitOptions } from "./index.js";

export type * from "./inbox.js";
export { memoryInbox } from "./inbox.js";
export type * from "./tokens.js";
export { createTokens } from "./tokens.js";

/**
 * A gateway between pages and ThingSpace, for any runtime that speaks fetch. It keeps the tokens, submits for callers who
 * may, takes the callbacks and keeps them in an inbox, and lets callers read their reports:
 *
 * ```ts
 * const gateway = createGateway({ authorize, tokens, inbox: memoryInbox(), callbacks: { secret } });
 * export default { fetch: (request, env, context) => gateway.fetch(request, context) };
 * ```
 *
 * Under `prefix`, which is `/api`:
 *
 * | route | |
 * | --- | --- |
 * | `POST /report/async/aggregate` | submits, as ThingSpace does: `submitAggregate(request, { baseUrl: "/api" })` |
 * | `GET /reports` | the caller's reports, the latest first: a {@link ReportList} |
 * | `GET /reports/<txid>` | a {@link Report} in pages, or all of it as `text/csv`, or as `text/event-stream` |
 * | `POST /reports/read-together` | `{ txids }`: several reports of one fleet as one: a {@link FleetReport}, in the same three forms |
 * | `PUT`, `GET`, `DELETE /listener?accountNumber=…` | has ThingSpace send an account's callbacks here: a {@link ListenerState} |
 * | `POST /tokens/reset` | lets the server log in again after failed logins; for callers who may use every account |
 * | `POST /callbacks/<secret>` | where they come in |
 *
 * All but the last ask `authorize`. A refusal is a {@link GatewayRefusal}. `docs/openapi.json` in the repository
 * describes each route and each answer.
 *
 * @throws {TypeError} that names the option that is missing, unknown or not as it must be
 */
export function createGateway<Context extends GatewayContext = GatewayContext>(
  options: GatewayOptions<Context>,
): Gateway<Context>;

/** What {@link createGateway} returns. Its functions need no `this`. */
export interface Gateway<Context extends GatewayContext = GatewayContext> {
  /** Answers a request. Never rejects. */
  readonly fetch: (request: Request, context?: Context) => Promise<Response>;

  /**
   * Submits for the server's own code, such as a cron trigger that asks for a report each night: with the server's
   * tokens, by the rules that requests of pages go by, and with its report opened in the inbox. Every account is allowed.
   * After 429, 503 with `Retry-After` and, by its idempotency key, whatever broke, it tries again, twice at most.
   *
   * @throws {AggregateReportError} as `submitAggregate` does
   * @throws {TypeError} without a caller, before anything is sent
   */
  readonly submit: (request: AggregateRequest, options: CodeSubmission, context?: Context) => Promise<AggregateReceipt>;

  /**
   * Tells `onSettled` of each report that is complete or settled and of which it was not told yet, and has the inbox
   * forget what is past its time. To be called by a cron trigger or a timer, about once a minute: a report settles when
   * nothing happens, so nothing else would notice. A report for which `onSettled` failed is tried again the next time.
   *
   * @throws what the inbox threw
   */
  readonly settle: (context?: Context) => Promise<void>;

  /** What has happened since this gateway was created, in this process. For monitoring. */
  readonly counters: Readonly<GatewayCounters>;
}

/** How {@link Gateway.submit} submits. */
export interface CodeSubmission extends Pick<SubmitOptions, "signal"> {
  /** Under which {@link Caller.id} the submission is noted, and its idempotency key is kept. Not empty. */
  caller: string;

  /**
   * Two submissions of the same caller with the same key are queued once, within 24 hours: for a trigger that may fire
   * twice. By default each submission has a key of its own.
   *
   * @default true
   */
  idempotencyKey?: string | true | undefined;
}

/** What the platform gives along with a request, as far as the gateway needs it. */
export interface GatewayContext {
  /** Keeps the process going until the promise is settled, also after the answer, or when the client has gone. */
  waitUntil?(promise: Promise<unknown>): void;
}

/** How often what has happened. */
export interface GatewayCounters {
  /** Reports that ThingSpace has queued. */
  submitted: number;
  /** Callbacks that were kept. */
  callbacks: number;
  /** Bodies at the callbacks' path that were not callbacks. They were not kept. */
  callbacksRefused: number;
  /** Callbacks that the inbox could not keep. ThingSpace was told to send them again. */
  callbacksFailed: number;
}

/** What a gateway is made of. */
export interface GatewayOptions<Context extends GatewayContext = GatewayContext> {
  /**
   * Tells who calls, from a cookie, a header, or whatever the application goes by, and which accounts they may use. A
   * response in place of a caller is passed on: 401, say, or a redirect to a login. What it throws becomes 500.
   *
   * Must not read the request's body.
   */
  authorize: (request: Request) => Caller | Response | Promise<Caller | Response>;

  /** The server's tokens: `createTokens(…)`, or what `submitAggregate` takes. */
  tokens: GatewayTokens;

  /** Where reports are kept. */
  inbox: Inbox;

  /** How callbacks prove where they come from. */
  callbacks: CallbackOptions;

  /**
   * Called at least once for each report that is complete or settled: to store its CSV, to tell somebody. When it throws
   * or rejects, it is called again at the next `settle`. `context` is what `fetch` or `settle` was given.
   */
  onSettled?: ((report: SettledReport, context: Context | undefined) => void | Promise<void>) | undefined;

  /** Milliseconds without a callback after which a report counts as settled: 1,000 to 86,400,000. Default 600,000. */
  settleAfter?: number | undefined;

  /** Where ThingSpace is, as in {@link SubmitOptions}, but for a path. */
  baseUrl?: string | URL | undefined;

  /** As in {@link SubmitOptions}. */
  wire?: "documented" | "sdk" | undefined;

  /** As in {@link SubmitOptions}. A page that sets it to `false` needs a gateway that does so, too. */
  checkDigit?: boolean | undefined;

  /** Used for requests to ThingSpace in place of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;

  /**
   * Milliseconds that ThingSpace may take for a submission: 1 to 60,000. Default 25,000, so that a page that waits
   * 30 seconds gets the answer.
   */
  timeout?: number | undefined;

  /** The path that all routes are under. Default `/api`; `""` for none. */
  prefix?: string | undefined;

  /**
   * The origin under which the world reaches this gateway, such as `https://reports.example.com`, for the listener that
   * is registered with ThingSpace, and for telling pages of the own origin from others. Without it, a listener can be
   * registered on loopback only: the host of a request is its caller's word, and the callbacks, and the secret, would be
   * sent there. Pages of the own origin are then told by each request's URL.
   */
  publicUrl?: string | URL | undefined;

  /** Origins of other sites whose pages may use this gateway, with cookies, such as `https://portal.example.com`. */
  allowedOrigins?: readonly string[] | undefined;

  /** How long a stream of events lives. */
  streams?: StreamOptions | undefined;

  /**
   * Told of what happens. No event holds a token or the secret. By default warnings and errors go to the console, as
   * JSON. What it throws is ignored.
   */
  log?: ((event: GatewayEvent) => void) | undefined;
}

/** Who calls, and what they may. */
export interface Caller {
  /** Tells callers apart: their idempotency keys are their own. Not empty. Goes into the log and the inbox. */
  id: string;

  /** The accounts whose reports they may submit and read, as ThingSpace spells them; `"all"` for every account. */
  accounts: readonly string[] | "all";
}

/** The session token, and the OAuth access token, which ThingSpace needs for listeners and for the wire `"sdk"`. */
export interface GatewayTokens extends Pick<SubmitOptions, "bearer"> {
  token: NonNullable<SubmitOptions["token"]>;

  /** Lets the server log in again after failed logins had stopped it: `POST /tokens/reset` calls it. */
  reset?: (() => Promise<void>) | undefined;
}

/** The secret of the callbacks' path, and a further check. */
export interface CallbackOptions {
  /**
   * The last part of the path that callbacks come to: at least 20 characters out of `A` to `Z`, `a` to `z`, `0` to `9`,
   * `-`, `_`, and not to be guessed, as `crypto.randomUUID()` makes them. While it is being changed, a list of two: the
   * new one, which `PUT /listener` registers, and the old one, which is taken as well.
   */
  secret: string | readonly [current: string, previous: string];

  /**
   * Looks at a callback further, at its credentials or signature say. `false` refuses it with 403; when it throws or
   * rejects, ThingSpace is asked to send the callback again. The request's body has been read already: it is `text`.
   */
  verify?: ((request: Request, text: string) => boolean | Promise<boolean>) | undefined;
}

/** The times of a stream of events. */
export interface StreamOptions {
  /** Milliseconds after which a stream ends, so that the browser connects anew: 1 to 3,600,000. Default 300,000. */
  life?: number | undefined;

  /** Milliseconds without an event after which a comment keeps the connection open: 1 to 300,000. Default 15,000. */
  heartbeat?: number | undefined;
}

/** What happened. `level` says how bad it is. */
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
  /** ThingSpace has queued a report, and the inbox could not note it: its caller cannot read it. */
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
  | { readonly event: "callback_failed"; readonly level: "error"; readonly message: string }
  | {
      readonly event: "listener_registered" | "listener_removed";
      readonly level: "info";
      readonly accountNumber: string;
      readonly caller: string;
    }
  | { readonly event: "not_told"; readonly level: "error"; readonly txid: string; readonly message: string }
  /** Something threw: `authorize`, the inbox, or the gateway itself. */
  | { readonly event: "failed"; readonly level: "error"; readonly message: string };

/** The body of a refusal. */
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
   * With 400 and `INVALID_PARAMETER`, what is wrong with a request for a report, at most 100 issues of it. The package
   * in the browser makes an error of kind `invalid` of it.
   */
  readonly issues?: readonly {
    readonly code: IssueCode;
    readonly path: readonly (string | number)[];
    readonly message: string;
  }[];

  /** How many issues there are in all. */
  readonly issueCount?: number;
}

/** A whole number; as digits in a string where a JavaScript number would lose some of them, beyond 2^53. */
export type Count = number | string;

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What a report says of all of its devices. */
export interface ReportTotals {
  /**
   * `waiting` for devices; `complete` when each device that was asked for has answered; `settled` when nothing came for
   * a while. What comes later still counts.
   */
  readonly state: "waiting" | "complete" | "settled";

  /** How many devices it was asked for; null for every device of the account. */
  readonly expected: number | null;

  /** How many of these have answered, with usage or with an error. */
  readonly answered: number;

  /** How many devices have an error as their latest answer. */
  readonly failed: number;

  /** How many of the devices that were asked for have not answered; null where `expected` is. */
  readonly silent: number | null;

  /** How many devices answered that it was not asked for. */
  readonly unexpected: number;

  /** How many messages came again. */
  readonly repeated: number;

  /** How many devices have messages that differ. The latest counts. */
  readonly revised: number;

  /** Of all devices that have answered. */
  readonly numberOfSessions: Count;

  /** Of all devices that have answered. */
  readonly bytesTransferred: Count;
}

/** A report without its devices. Times are milliseconds since 1970. */
export interface ReportSummary extends ReportTotals {
  readonly txid: string;
  readonly accountNumber: string;
  readonly openedAt: number;
  readonly lastMessageAt: number | null;
  readonly completedAt?: number;
  readonly settledAt?: number;

  /** The request's other fields, such as its dates. */
  readonly request?: { readonly [name: string]: Json };

  /** What ThingSpace sent in place of a report. */
  readonly faults?: KeptMessages;

  /** What ThingSpace sent about devices that it did not name. */
  readonly unnamed?: KeptMessages;

  /** Fields of its callbacks that have no meaning of their own here. */
  readonly fields?: { readonly [name: string]: Json };
}

/** A report, with a page of its devices. */
export interface Report extends ReportSummary {
  readonly devices: readonly ReportDevice[];

  /** For `?since=`, where there are more devices. */
  readonly next?: string;
}

/** How many messages of a kind came, and the first ten of them. */
export interface KeptMessages {
  readonly count: number;
  readonly first: readonly Json[];
}

/** What a report says of a device. */
export interface ReportDevice extends DeviceMessage {
  /** Whatever a callback named: not always an IMEI. */
  readonly imei: string;

  /** `waiting` until it answers; `silent` when the report settled without it; `reported`; `failed`, with an `error`. */
  readonly state: "waiting" | "silent" | "reported" | "failed";

  /** Whether the report was asked for it by name. */
  readonly expected: boolean;

  /** There when messages came that differ: this is the latest. */
  readonly revised?: true;

  /** The ones before it, as far as they are kept. */
  readonly earlier?: readonly DeviceMessage[];
}

/** What one message says of a device. */
export interface DeviceMessage {
  /** A {@link Count}, or what came in place of one, which is part of no total. */
  readonly numberOfSessions?: Json;

  /** Likewise. */
  readonly bytesTransferred?: Json;

  readonly error?: DeviceError;

  /** Fields that have no meaning of their own here. */
  readonly fields?: { readonly [name: string]: Json };
}

/** Why a device has no usage, as far as ThingSpace says it. */
export interface DeviceError {
  readonly errorMessage?: string;
  readonly errorCode?: string;
  readonly httpStatusCode?: string;
  readonly detailErrorMessage?: string;
  readonly fields?: { readonly [name: string]: Json };
}

/** Several reports as one: the totals of all, each report, and a page of the devices of all. */
export interface FleetReport extends ReportTotals {
  readonly txids: readonly string[];

  /** null when they are of several accounts. */
  readonly accountNumber: string | null;

  readonly reports: readonly ReportSummary[];
  readonly devices: readonly ReportDevice[];

  /** For `?since=`, where there are more devices. */
  readonly next?: string;
}

/** A page of the caller's reports, the latest first. */
export interface ReportList {
  readonly reports: readonly ReportSummary[];

  /** For `?before=`, where there are more. */
  readonly next?: string;
}

/**
 * The events of `text/event-stream`, by name; the `data` of each is JSON. `report` comes at first and when totals
 * change, `devices` with up to 250 devices that are new or of which something new was heard, `end` when all is complete
 * or settled. The `id` of the last two is where `Last-Event-ID`, or `?since=`, goes on. Whoever has had the end and
 * comes again gets 204, so that an `EventSource` stops.
 */
export interface ReportEvents {
  readonly report: ReportSummary | Omit<FleetReport, "devices" | "next">;
  readonly devices: readonly ReportDevice[];
  readonly end: ReportSummary | Omit<FleetReport, "devices" | "next">;
}

/** Where ThingSpace sends the callbacks of an account. Never says the address: it holds a secret. */
export interface ListenerState {
  readonly accountNumber: string;

  /**
   * `current`: to this gateway. `previous`: to this gateway, with the second secret of the list. `other`: to somewhere
   * else, or to this gateway under another origin. `none`: to nowhere.
   */
  readonly listener: "current" | "previous" | "other" | "none";
}

/** What `onSettled` gets: a report with ways to read its devices. */
export interface SettledReport extends ReportSummary {
  /** All of its devices, a page at a time. */
  devices(): AsyncGenerator<readonly ReportDevice[], void, undefined>;

  /** All of its devices as CSV (RFC 4180), to be read once: by `.text()`, `.blob()`, or as a stream, `.body`. */
  csv(): Response;
}
