/**
 * Submits a request for an aggregated usage report: for each device, the number of sessions and the bytes.
 *
 * The request is checked as a whole first; when anything is wrong with it, or with the options, nothing is sent. The
 * receipt means that the service has queued the report. The report itself arrives later, as callbacks to the listener
 * registered with the service, which carry the receipt's `txid`.
 *
 * Chromium and Firefox may repeat a POST by themselves when a connection that has served a request breaks under it. A
 * report may then be queued twice, although `attempts` is 1, unless the server that the page posts to prevents it.
 *
 * @throws {AggregateReportError} when the report was not accepted, or may not have been: see its `kind` and `mayBeQueued`
 * @throws the `reason` of `options.signal` once that is aborted; what a getter of the request or `onAttempt` threw
 */
export function submitAggregate(request: AggregateRequest, options?: SubmitOptions): Promise<AggregateReceipt>;

/**
 * Checks a request, and the options if given, by every rule that `submitAggregate` goes by, and sends nothing. A token
 * is not needed. No issues means that `submitAggregate` would send it.
 *
 * @throws what a getter of the request threw
 */
export function validateAggregate(request: unknown, options?: SubmitOptions): Promise<AggregateValidation>;

/**
 * Submits a request for any number of devices, a million as well: in parts of 10,000, a few at a time. Gives out what
 * became of each part as soon as it is known, with the devices it covers, so that exactly the parts that failed can be
 * sent again:
 *
 * ```ts
 * for await (const part of submitFleet({ accountNumber, imei: devices }, { token })) {
 *   if (part.outcome === "queued") save(part.receipt.txid, part.devices);
 *   else if (part.outcome === "not_queued") retryLater(part.devices, part.error);
 *   else lookForCallbacks(part.devices, part.error);
 * }
 * ```
 *
 * The devices may come from a generator or a stream; only the parts under way are held in memory, and reading the
 * outcomes slowly slows the submission down. A part with an invalid IMEI, or one twice, is `not_queued` as a whole;
 * a device that comes in two parts is not noticed. When the service asks one part to wait, all of them wait. What every
 * other part would meet, too (a rejected token, a `Retry-After` that is too long), is met once: the rest of the parts
 * come out as `not_queued` with that error, unsent. Leaving the loop early starts nothing new, and waits for the parts
 * under way.
 *
 * @throws {AggregateReportError} of kind `invalid` before anything is sent, when the request without its devices, or an
 *   option, has issues
 * @throws the `reason` of `options.signal` once that is aborted, or what the source of the devices, `onAttempt` or
 *   `onProgress` threw, after the outcomes of the parts that were under way. Devices that came out in no part were not
 *   sent.
 */
export function submitFleet(
  request: FleetRequest,
  options?: FleetOptions,
): AsyncGenerator<FleetOutcome, void, undefined>;

/**
 * Shows into which parts {@link submitFleet} would cut a fleet, and what is wrong with each; sends nothing.
 *
 * @throws {AggregateReportError} of kind `invalid`, as {@link submitFleet}
 * @throws what the source of the devices threw
 */
export function planFleet(request: FleetRequest, options?: FleetOptions): AsyncGenerator<FleetPlan, void, undefined>;

/**
 * The rules of a request as a [Standard Schema](https://standardschema.dev), for form libraries, routers and the like.
 * A valid value comes back as it was given. The answer is a promise only as long as the core is being loaded, which the
 * first use starts; where a core is loaded at once, as in Node and workerd, so comes the answer, always.
 */
export const aggregateRequestSchema: StandardSchema<AggregateRequest>;

/** Whether a caught value is an {@link AggregateReportError}, also one from another realm or copy of this package. */
export function isAggregateReportError(value: unknown): value is AggregateReportError;

/** What to report on. Optional fields may also be `null` or `undefined`, which means absent. */
export interface AggregateRequest {
  /** The account's identifier, as the service spells it. Visible ASCII only, since it travels in a header. */
  accountNumber: string;

  /**
   * One IMEI, a list of up to 10,000 different ones, or `0` (also `"0"`) for every device of the account. An IMEI is a
   * string of 15 digits, the last one its check digit (see `checkDigit` in {@link SubmitOptions}).
   */
  imei: string | readonly string[] | 0;

  /**
   * Start of the period, by default the earliest available (180 days). A `Date`, or ISO 8601: `2026-01-31`, or
   * `2026-01-31T08:00`, with seconds and a fraction of one to nine digits if need be, and `Z`, an offset like `+02:00`, or none for UTC.
   * From `startDate` to `endDate`, or to now, it may be at most 180 times 24 hours.
   */
  startDate?: string | Date | null | undefined;

  /** End of the period, not before `startDate`, by default the latest available. Spelled like `startDate`. */
  endDate?: string | Date | null | undefined;

  /** Name of a device group: only devices of this group. No control characters. */
  deviceGroup?: string | null | undefined;

  /** Name of a data plan: only devices on this plan. No control characters. */
  dataPlan?: string | null | undefined;

  /** `true` reports only the devices that had no session. */
  noSessionFlag?: boolean | "true" | "false" | null | undefined;
}

/** How to submit. Problems with an option are issues too, with the path `["options", name]`. */
export interface SubmitOptions {
  /**
   * The ThingSpace session token, sent as `VZ-M2M-Token`, or a function that provides it. Required when `baseUrl` is
   * the service's own; a gateway of yours that adds it makes it unnecessary, and keeps it out of the browser.
   *
   * @default undefined no such header
   */
  token?: string | TokenProvider | undefined;

  /**
   * The OAuth access token, sent as `Authorization: Bearer …`, or a function that provides it.
   *
   * @default undefined no such header
   */
  bearer?: string | TokenProvider | undefined;

  /**
   * Sent as `X-Portal-Initiated`, which the service calls a flag for using a listener.
   *
   * @default true
   */
  portalInitiated?: boolean | undefined;

  /**
   * Where the service is; `/report/async/aggregate` is added to it. Must be `https:`, or `http:` on the loopback
   * interface, or, in a page, a path such as `/api`; without credentials, query and fragment.
   *
   * @default "https://thingspace.verizon.com/api/hyper-precise/v1"
   */
  baseUrl?: string | URL | undefined;

  /**
   * How the request is spelled: `"documented"` follows the service's reference page, `"sdk"` the published SDKs, which
   * leave out the headers `X-Portal-Initiated`, `accountNumber` and `imei`, always send a list of devices, and
   * `noSessionFlag` as a boolean.
   *
   * @default "documented"
   */
  wire?: "documented" | "sdk" | undefined;

  /**
   * `false` accepts IMEIs with a wrong check digit, as some modules carry them.
   *
   * @default true
   */
  checkDigit?: boolean | undefined;

  /**
   * Used in place of the global `fetch`: an instrumented one, or that of a service binding.
   *
   * @default globalThis.fetch
   */
  fetch?: typeof globalThis.fetch | undefined;

  /**
   * Aborting it ends the submission, also a wait before a retry, and rejects with the signal's `reason`.
   *
   * @default undefined nothing ends it early
   */
  signal?: AbortSignal | undefined;

  /**
   * Milliseconds for one attempt, from asking for tokens to the end of the reply, up to 2,147,483,647; `0` means no
   * limit.
   *
   * @default 30_000
   */
  timeout?: number | undefined;

  /**
   * When to try again. A number is short for `{ limit }`, so `0` means never.
   *
   * @default { limit: 2, maxRetryAfter: 60_000, resend: false }
   */
  retry?: number | RetryOptions | undefined;

  /**
   * Called before each attempt, and before the wait for it, for logs and progress. When it throws, the submission ends
   * with what it threw. Its argument is frozen.
   *
   * @default undefined nobody is told
   */
  onAttempt?: ((attempt: Attempt) => void) | undefined;

  /**
   * Sent as `Idempotency-Key`, the same on each attempt, so that a gateway knows a submission that it has seen before.
   * `true` sends a random key, a string (1 to 255 characters of visible ASCII) is the key, `false` sends none. ThingSpace
   * itself knows no keys, and refuses the option.
   *
   * With a key, network failures, timeouts, 500, 502, 503 and 504 are tried again as with `resend`, and so is a 200
   * without a receipt: a gateway that honours keys queues nothing twice. Where yours does not, say `false`.
   *
   * @default true when `baseUrl` is a path, which is a gateway of the page's own, and false otherwise
   */
  idempotencyKey?: boolean | string | undefined;

  /**
   * How many issues are listed at most, 1 to 10,000: enough to mark each bad line of a list.
   *
   * @default 100
   */
  maxIssues?: number | undefined;
}

/** What to report on: an {@link AggregateRequest} for any number of devices. */
export interface FleetRequest extends Omit<AggregateRequest, "imei"> {
  /** IMEIs, each as in {@link AggregateRequest}. Not a string, which would be taken letter by letter. */
  imei: FleetDevices;
}

/** An array, a set, a generator, a stream: whatever gives IMEIs one after the other. */
export type FleetDevices = (Iterable<string> | AsyncIterable<string>) & object;

/** How to submit a fleet. */
export interface FleetOptions extends Omit<SubmitOptions, "idempotencyKey" | "onAttempt"> {
  /**
   * How many parts are under way at the same time: 1 to 64.
   *
   * @default 4
   */
  concurrency?: number | undefined;

  /**
   * How many devices a part has: 1 to 10,000, which is the service's limit.
   *
   * @default 10_000
   */
  devicesPerRequest?: number | undefined;

  /**
   * As in {@link SubmitOptions}, for each attempt of each part.
   *
   * @default undefined nobody is told
   */
  onAttempt?: ((attempt: FleetAttempt) => void) | undefined;

  /**
   * As in {@link SubmitOptions}; each part has a key of its own, a given one with the part's number behind it.
   *
   * @default true when `baseUrl` is a path, and false otherwise
   */
  idempotencyKey?: boolean | string | undefined;

  /**
   * Called when the outcome of a part is known, before it is given out.
   *
   * @default undefined nobody is told
   */
  onProgress?: ((progress: FleetProgress) => void) | undefined;
}

/** One attempt of one part. */
export interface FleetAttempt extends Attempt {
  /** The part's number, from 0. */
  readonly part: number;
}

/** How many devices have an outcome so far. */
export interface FleetProgress {
  readonly devices: number;
  readonly queued: number;
  readonly notQueued: number;
  readonly unsure: number;
}

/** Devices that go in one request. */
export interface FleetPart {
  /** Its number, from 0, in the order that the devices came in. */
  readonly part: number;

  /** The devices it covers. Paths of issues, such as `["imei", 3]`, count within them. */
  readonly devices: readonly string[];
}

/** A part, and what is wrong with it. */
export interface FleetPlan extends FleetPart, AggregateValidation {}

/**
 * What became of a part.
 *
 * - `queued`: the service has queued its report
 * - `not_queued`: surely not, so it is safe to send again, once what `error` names is corrected
 * - `unsure`: it may have been queued, or not; look for callbacks before sending it again
 */
export type FleetOutcome = FleetPart &
  (
    | { readonly outcome: "queued"; readonly receipt: AggregateReceipt }
    | { readonly outcome: "not_queued"; readonly error: AggregateReportError }
    /** Not an {@link AggregateReportError} when it was ended: by the signal, or by `onAttempt`. */
    | { readonly outcome: "unsure"; readonly error: unknown }
  );

/**
 * A report must not be queued twice, so by default only what the service turned away is sent again: after 429, after
 * 503 with `Retry-After`, and once after 401 when a token comes from a function. The wait before retry number n is a
 * random part of 300 ms · 2^(n−1), or what the service's `Retry-After` asks for.
 */
export interface RetryOptions {
  /**
   * How many times to try again, at most: 0 to 100.
   *
   * @default 2
   */
  limit?: number | undefined;

  /**
   * The longest `Retry-After` to wait for, in milliseconds. A longer one ends the submission.
   *
   * @default 60_000
   */
  maxRetryAfter?: number | undefined;

  /**
   * `true` retries network failures, timeouts, 500, 502, 503 and 504 as well. The service may have queued the report
   * before it failed, so **a report may then be queued twice**.
   *
   * @default false
   */
  resend?: boolean | undefined;
}

/** Provides a token. Asked before each attempt, and within its timeout. */
export type TokenProvider = (need: TokenNeed) => string | Promise<string>;

/** What a {@link TokenProvider} is told. */
export interface TokenNeed {
  /** The attempt that the token is for, counted from 1. */
  readonly attempt: number;

  /** Whether the service has just refused the last token (401), so that a new one is needed. */
  readonly rejected: boolean;
}

/** What `onAttempt` is told. Never holds a token. */
export interface Attempt {
  /** Counted from 1. */
  readonly attempt: number;

  /** Milliseconds that are waited before it is made. */
  readonly delay: number;

  /** The kind of the failure that this attempt retries; `undefined` for the first attempt. */
  readonly reason: ErrorKind | undefined;
}

/** The service has queued the report. */
export interface AggregateReceipt {
  /** The transaction's identifier, which each callback for this report carries. Not empty. */
  readonly txid: string;

  /** The service's word for where the report is: in capitals if it is a known one, empty if it gave none. */
  readonly status: "QUEUED" | "COMPLETED" | (string & {});
}

/** The outcome of a check. */
export interface AggregateValidation {
  /** The issues found, at most `maxIssues` of them; none means valid. */
  readonly issues: readonly AggregateIssue[];

  /** How many issues there are in all. */
  readonly issueCount: number;
}

/** One problem of a request or of its options. */
export interface AggregateIssue {
  readonly code: IssueCode;

  /** Where: `["startDate"]`, `["imei", 3]`, `["options", "token"]`; empty for the request itself. */
  readonly path: readonly (string | number)[];

  /** The field, the rule and what to do, in English. Never holds a token. */
  readonly message: string;
}

/**
 * - `type`: not of the right JavaScript type; also an invalid `Date`, and a number as an IMEI
 * - `missing`: `accountNumber`, `imei`, or a token that is required, is absent
 * - `empty`: a text is empty or blank, or the list of devices is empty
 * - `characters`: a character, or more of them, than a header or the service can take
 * - `imei_format`: not 15 ASCII digits
 * - `imei_check_digit`: 15 digits of which the last does not fit the others
 * - `duplicate`: a device listed before
 * - `too_many_devices`: more than 10,000
 * - `date_format`: not an ISO 8601 date or date-time, or an impossible one
 * - `date_order`: `endDate` before `startDate`
 * - `date_range`: more than 180 times 24 hours
 * - `unknown_field`: a field or option that does not exist
 * - `option`: an option's value is out of its range
 */
export type IssueCode =
  | "type"
  | "missing"
  | "empty"
  | "characters"
  | "imei_format"
  | "imei_check_digit"
  | "duplicate"
  | "too_many_devices"
  | "date_format"
  | "date_order"
  | "date_range"
  | "unknown_field"
  | "option";

/**
 * The error of `submitAggregate`. Its `kind` tells what happened, and which of the other fields are there:
 *
 * ```ts
 * if (isAggregateReportError(error) && error.kind === "invalid") show(error.issues);
 * ```
 */
export type AggregateReportError = Error &
  AggregateFailure & {
    readonly name: "AggregateReportError";

    /** Every field but `cause`, for logs and for passing the error on. Never holds a token. */
    toJSON(): AggregateFailureJson;
  };

/** The class of an {@link AggregateReportError}. To recognise one, take {@link isAggregateReportError}. */
export const AggregateReportError: {
  /** Also for tests of your own, and to revive what `toJSON` gave. */
  new (failure: AggregateFailure): AggregateReportError;
  readonly prototype: AggregateReportError;
};

/** What an {@link AggregateReportError} is made of. */
export type AggregateFailure = InvalidFailure | RejectedFailure | OtherFailure;

/** An {@link AggregateFailure} in JSON. */
export type AggregateFailureJson = { readonly name: "AggregateReportError" } & (
  | Omit<InvalidFailure, "cause">
  | Omit<RejectedFailure, "cause">
  | Omit<OtherFailure, "cause">
);

/** Every `kind` of an {@link AggregateReportError}. */
export type ErrorKind = AggregateFailure["kind"];

/**
 * The request or the options have issues, or a token provider gave what is no token. Nothing was sent with them; or, with
 * `status` 400, a gateway found the issues and refused the request.
 */
export interface InvalidFailure extends FailureFields {
  readonly kind: "invalid";
  readonly issues: readonly AggregateIssue[];
  readonly issueCount: number;
}

/**
 * The service, or something between, replied with an error: `bad_request` 400, `unauthorized` 401, `forbidden` 403,
 * `not_found` 404, `conflict` 409, `rate_limited` 429, `server_error` 500 to 599.
 */
export interface RejectedFailure extends FailureFields {
  readonly kind:
    | "bad_request"
    | "unauthorized"
    | "forbidden"
    | "not_found"
    | "conflict"
    | "rate_limited"
    | "server_error";
  readonly status: number;
}

/**
 * There was no reply, or not all of it, or none that was to be expected.
 *
 * - `token`: a token provider threw, which is the `cause`
 * - `network`: the request failed, or the reply broke off
 * - `timeout`: the attempt took longer than `timeout`
 * - `invalid_response`: 200, but not the JSON of a receipt, or over 1 MiB
 * - `unexpected_status`: any other status, such as that of a redirect, which is never followed;
 *   browsers hide a redirect's status
 */
export interface OtherFailure extends FailureFields {
  readonly kind: "token" | "network" | "timeout" | "invalid_response" | "unexpected_status";
}

/** The fields that an {@link AggregateReportError} of any kind may have. */
export interface FailureFields {
  /** What happened, where, and what to do. Never holds a token. */
  readonly message: string;

  /** How many requests were sent. */
  readonly attempts: number;

  /**
   * Whether the service may have queued the report all the same. `false`: it is safe to submit again. `true`: a second
   * submission may queue it twice, so look for callbacks first. It does not know of a POST that a browser has repeated by
   * itself: see {@link submitAggregate}.
   */
  readonly mayBeQueued: boolean;

  /** For `invalid`: what is wrong, at most 100 issues. */
  readonly issues?: readonly AggregateIssue[] | undefined;

  /** For `invalid`: how many issues there are in all. */
  readonly issueCount?: number | undefined;

  /** The HTTP status of the reply. */
  readonly status?: number | undefined;

  /** The service's own code for what is wrong, such as `INVALID_PARAMETER`, where the reply had one. */
  readonly errorCode?: string | undefined;

  /** The service's own words, or a short excerpt of a reply of another form. */
  readonly errorMessage?: string | undefined;

  /** How long the reply asked to wait (`Retry-After`), in milliseconds. */
  readonly retryAfter?: number | undefined;

  /** The original error: what a token provider threw, or what `fetch` rejected with. */
  readonly cause?: unknown;
}

/** A schema by Standard Schema, version 1, whose values are not transformed. */
export interface StandardSchema<Value> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "thingspace-aggregate";
    /** Answers with the value as it was given, or with what is wrong with it. */
    readonly validate: (value: unknown) => StandardResult<Value> | Promise<StandardResult<Value>>;
    /** For type inference only; never there at run time. */
    readonly types?: { readonly input: Value; readonly output: Value } | undefined;
  };
}

/** What a Standard Schema answers: the value, or what is wrong with it. */
export type StandardResult<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One problem, in the form of Standard Schema. */
export interface StandardIssue {
  readonly message: string;
  readonly path: readonly (string | number)[];
}
