/**
 * Submits a request for an aggregated usage report: per device and day, the number of sessions and the bytes.
 *
 * The request is checked as a whole first; when anything is wrong with it, or with the options, nothing is sent. The
 * receipt means that the service has queued the report. The report itself arrives later, as callbacks to the listener
 * registered with the service, which carry the receipt's `txid`.
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
 * The rules of a request as a [Standard Schema](https://standardschema.dev), for form libraries, routers and the like.
 * A valid value comes back as it was given. The answer is a promise only as long as the core is being loaded, which in
 * browsers the first use starts; in Node and workerd the answer always comes at once.
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
   * `2026-01-31T08:00`, with seconds and milliseconds if need be, and `Z`, an offset like `+02:00`, or none for UTC.
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
   */
  token?: string | TokenProvider | undefined;

  /** The OAuth access token, sent as `Authorization: Bearer …`, or a function that provides it. */
  bearer?: string | TokenProvider | undefined;

  /** Sent as `X-Portal-Initiated`, which the service calls a flag for using a listener. Default `true`. */
  portalInitiated?: boolean | undefined;

  /**
   * Where the service is; `/report/async/aggregate` is added to it. Default
   * `https://thingspace.verizon.com/api/hyper-precise/v1`. Must be `https:`, or `http:` on the loopback interface, or,
   * in a page, a path such as `/api`; without credentials, query and fragment.
   */
  baseUrl?: string | URL | undefined;

  /**
   * How the request is spelled: `"documented"` (default) follows the service's reference page, `"sdk"` the published
   * SDKs, which leave out the headers `X-Portal-Initiated`, `accountNumber` and `imei`, always send a list of devices,
   * and `noSessionFlag` as a boolean.
   */
  wire?: "documented" | "sdk" | undefined;

  /** `false` accepts IMEIs with a wrong check digit, as some modules carry them. Default `true`. */
  checkDigit?: boolean | undefined;

  /** Used in place of the global `fetch`: an instrumented one, or that of a service binding. */
  fetch?: typeof globalThis.fetch | undefined;

  /** Aborting it ends the submission, also a wait before a retry, and rejects with the signal's `reason`. */
  signal?: AbortSignal | undefined;

  /** Milliseconds for one attempt, from asking for tokens to the end of the reply. Default 30,000; `0` means no limit. */
  timeout?: number | undefined;

  /** When to try again. A number is short for `{ limit }`, so `0` means never. */
  retry?: number | RetryOptions | undefined;

  /**
   * Called before each attempt, and before the wait for it, for logs and progress. When it throws, the submission ends
   * with what it threw.
   */
  onAttempt?: ((attempt: Attempt) => void) | undefined;
}

/**
 * A report must not be queued twice, so by default only what was surely not processed is sent again: after 429, after
 * 503 with `Retry-After`, and once after 401 when a token comes from a function. The wait before retry number n is a
 * random part of 300 ms · 2^(n−1), or what the service's `Retry-After` asks for.
 */
export interface RetryOptions {
  /** How many times to try again, at most. Default 2. */
  limit?: number | undefined;

  /** The longest `Retry-After` to wait for, in milliseconds. Default 60,000. A longer one ends the submission. */
  maxRetryAfter?: number | undefined;

  /**
   * `true` retries network failures, timeouts, 500, 502, 503 and 504 as well. The service may have queued the report
   * before it failed, so **a report may then be queued twice**. Default `false`.
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
  /** The issues found, at most 100 of them; none means valid. */
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

/** The request or the options have issues, or a token provider gave what is no token. Nothing was sent with them. */
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
 * - `unexpected_status`: a status that is none of the others, such as that of a redirect, which is never followed;
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
   * submission may queue it twice, so look for callbacks first.
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
