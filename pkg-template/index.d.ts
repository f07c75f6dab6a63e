/**
 * Submits a request for an aggregated usage report, which tells for each device how many sessions it had and how many
 * bytes it transferred.
 *
 * The whole request is checked first. If there is a problem with it or with the options, nothing is sent. The receipt
 * means that the service has queued the report. The report itself arrives later, in callbacks that carry the receipt's
 * `txid`, at the listener that is registered with the service.
 *
 * Chromium and Firefox may repeat a POST on their own if a connection that has already served a request breaks during
 * it. A report may then be queued twice even though `attempts` is 1, unless the server that the page posts to prevents
 * it.
 *
 * @throws {AggregateReportError} if the report was not accepted, or may not have been: see its `kind` and `mayBeQueued`
 * @throws the `reason` of `options.signal` if it is aborted, and anything that a getter of the request or `onAttempt`
 *   throws
 */
export function submitAggregate(request: AggregateRequest, options?: SubmitOptions): Promise<AggregateReceipt>;

/**
 * Checks a request, and the options if there are any, by the same rules as `submitAggregate`, without sending anything.
 * A token is not needed. If there are no issues, `submitAggregate` would send the request.
 *
 * @throws anything that a getter of the request throws
 */
export function validateAggregate(request: unknown, options?: SubmitOptions): Promise<AggregateValidation>;

/**
 * Submits a request for any number of devices, even a million, in parts of 10,000, a few at a time. Yields the outcome
 * of each part as soon as it is known, with the devices that the part covers, so that you can send exactly the failed
 * parts again:
 *
 * ```ts
 * for await (const part of submitFleet({ accountNumber, imei: devices }, { token })) {
 *   if (part.outcome === "queued") save(part.receipt.txid, part.devices);
 *   else if (part.outcome === "not_queued") retryLater(part.devices, part.error);
 *   else lookForCallbacks(part.devices, part.error);
 * }
 * ```
 *
 * The devices may come from a generator or a stream. Only the parts in progress are held in memory, and reading the
 * outcomes slowly slows the submission down. A part with an invalid or repeated IMEI is `not_queued` as a whole; a
 * device that appears in two different parts is not noticed. If the service asks one part to wait, all of them wait. An
 * error that every other part would meet too (a rejected token, a `Retry-After` that is too long, or comes after the
 * last attempt) ends the submission: the remaining parts are not sent, and are yielded as `not_queued` with that error.
 * If you leave the loop early, no more parts are started, and the loop ends once those in progress have finished.
 *
 * @throws {AggregateReportError} of kind `invalid`, before anything is sent, if an option or the request without its
 *   devices has issues
 * @throws the `reason` of `options.signal` if it is aborted, or anything that the source of the devices, `onAttempt` or
 *   `onProgress` throws, after the outcomes of the parts in progress have been yielded. Devices that were not yielded
 *   in any part were not sent.
 */
export function submitFleet(
  request: FleetRequest,
  options?: FleetOptions,
): AsyncGenerator<FleetOutcome, void, undefined>;

/**
 * Yields the parts into which {@link submitFleet} would divide a fleet, and the issues of each, without sending
 * anything.
 *
 * @throws {AggregateReportError} of kind `invalid`, like {@link submitFleet}
 * @throws anything that the source of the devices throws
 */
export function planFleet(request: FleetRequest, options?: FleetOptions): AsyncGenerator<FleetPlan, void, undefined>;

/**
 * The rules for a request as a [Standard Schema](https://standardschema.dev), for form libraries, routers and the like.
 * A valid value is returned unchanged. The result is a promise only while the core is being loaded, which starts with
 * the first use. In Node and workerd, where the core is loaded synchronously, it is never a promise.
 */
export const aggregateRequestSchema: StandardSchema<AggregateRequest>;

/**
 * Whether a caught value is an {@link AggregateReportError}, even one from another realm or another copy of this
 * package.
 */
export function isAggregateReportError(value: unknown): value is AggregateReportError;

/** What to report on. An optional field that is `null` or `undefined` counts as absent. */
export interface AggregateRequest {
  /**
   * The account number, as the service spells it. Visible ASCII only, because it is sent in a header; at most 16,384
   * bytes.
   */
  accountNumber: string;

  /**
   * One IMEI, a list of 1 to 10,000 different ones, or `0` (or `"0"`) for every device of the account. An IMEI is a
   * string of 15 digits, of which the last is a check digit (see `checkDigit` in {@link SubmitOptions}). The limit is
   * the service's.
   */
  imei: string | readonly string[] | 0;

  /**
   * Start of the period; by default the earliest that is available, 180 days ago. A `Date`, or a string in ISO 8601:
   * `2026-01-31` or `2026-01-31T08:00`, optionally with seconds and a fraction of one to nine digits, and with `Z`, an
   * offset such as `+02:00`, or neither for UTC. From `startDate` to `endDate`, or to now, there may be at most 180
   * times 24 hours, which is the service's limit.
   */
  startDate?: string | Date | null | undefined;

  /** End of the period, not before `startDate`; by default the latest that is available. Written like `startDate`. */
  endDate?: string | Date | null | undefined;

  /** The name of a device group, to report only on its devices. No control characters; at most 16,384 bytes. */
  deviceGroup?: string | null | undefined;

  /** The name of a data plan, to report only on devices on that plan. No control characters; at most 16,384 bytes. */
  dataPlan?: string | null | undefined;

  /**
   * `true` reports only the devices that had no session.
   *
   * @default undefined the service decides
   */
  noSessionFlag?: boolean | "true" | "false" | null | undefined;
}

/** How to submit. A problem with an option is an issue too, with the path `["options", name]`. */
export interface SubmitOptions {
  /**
   * The ThingSpace session token, sent as `VZ-M2M-Token`, or a function that provides it. Required if `baseUrl` is on
   * the service's own host. It is not needed if your gateway adds it, which also keeps it out of the browser.
   *
   * @default undefined the header is not sent
   *
   * @example
   * ```ts
   * token: process.env.VZ_M2M_TOKEN
   * token: ({ rejected }) => sessions.token({ renew: rejected })
   * ```
   */
  token?: string | TokenProvider | undefined;

  /**
   * The OAuth access token, sent as `Authorization: Bearer …`, or a function that provides it.
   *
   * @default undefined the header is not sent
   */
  bearer?: string | TokenProvider | undefined;

  /**
   * Sent as `X-Portal-Initiated`, which the service describes as a flag for using a listener.
   *
   * @default true
   */
  portalInitiated?: boolean | undefined;

  /**
   * The address of the service or of your gateway; `/report/async/aggregate` is appended. It must be an `https:` URL,
   * an `http:` URL on the loopback interface or, in a page, a path such as `/api`, without credentials, query or
   * fragment.
   *
   * @default "https://thingspace.verizon.com/api/hyper-precise/v1"
   */
  baseUrl?: string | URL | undefined;

  /**
   * The format of the request. `"documented"` follows the service's reference page, `"sdk"` the published SDKs, which
   * leave out the headers `X-Portal-Initiated`, `accountNumber` and `imei`, always send a list of devices, and send
   * `noSessionFlag` as a boolean.
   *
   * @default "documented"
   */
  wire?: "documented" | "sdk" | undefined;

  /**
   * `false` accepts IMEIs with a wrong check digit, which some modules have.
   *
   * @default true
   */
  checkDigit?: boolean | undefined;

  /**
   * Used instead of the global `fetch`: for example an instrumented one, or that of a service binding.
   *
   * @default globalThis.fetch
   *
   * @example
   * ```ts
   * fetch: env.GATEWAY.fetch.bind(env.GATEWAY) // a service binding of Cloudflare Workers
   * ```
   */
  fetch?: typeof globalThis.fetch | undefined;

  /**
   * Aborting it ends the submission, even during a wait before a retry; the promise rejects with the signal's `reason`.
   *
   * @default undefined the submission cannot be aborted
   *
   * @example
   * ```ts
   * signal: AbortSignal.timeout(60_000) // for all attempts and waits together
   * ```
   */
  signal?: AbortSignal | undefined;

  /**
   * The time limit for one attempt in milliseconds, from asking for tokens to the end of the reply: at most
   * 2,147,483,647, which is the limit of timers; `0` means no limit.
   *
   * @default 30_000
   */
  timeout?: number | undefined;

  /**
   * When to retry. A number is short for `{ limit }`, so `0` means never.
   *
   * @default { limit: 2, maxRetryAfter: 60_000, resend: false }
   *
   * @example
   * ```ts
   * retry: 0 // never
   * retry: { limit: 5, maxRetryAfter: 10_000 }
   * ```
   */
  retry?: number | RetryOptions | undefined;

  /**
   * Called before each attempt, and before the wait that precedes it, for logs and progress. Its argument is frozen. If
   * it throws, the submission ends, and the promise rejects with what it threw.
   *
   * @default undefined nothing is called
   *
   * @example
   * ```ts
   * onAttempt: ({ attempt, delay }) => console.log(`Attempt ${attempt}, after ${delay} ms`)
   * ```
   */
  onAttempt?: ((attempt: Attempt) => void) | undefined;

  /**
   * Sent as `Idempotency-Key`, the same for every attempt, so that a gateway recognises a submission that it has
   * already seen. `true` sends a random key, a string (1 to 255 characters of visible ASCII) is sent as the key, and
   * `false` sends none. ThingSpace itself does not support keys, so the option is refused if `baseUrl` is on its host.
   *
   * With a key, network failures, timeouts, 500, 502, 503 and 504 are retried as with `resend`, and so is a 200 without
   * a receipt, because a gateway that honours keys queues nothing twice. If yours does not honour them, pass `false`.
   *
   * @default true if `baseUrl` is a path, which leads to a gateway on the page's own origin; otherwise false
   */
  idempotencyKey?: boolean | string | undefined;

  /**
   * The largest number of issues to list: 1 to 10,000, which is enough to mark every wrong line of a list.
   *
   * @default 100
   */
  maxIssues?: number | undefined;
}

/** What to report on: like an {@link AggregateRequest}, but for any number of devices. */
export interface FleetRequest extends Omit<AggregateRequest, "imei"> {
  /**
   * IMEIs, each as in {@link AggregateRequest}. A string is not allowed: it would be iterated over letter by letter.
   */
  imei: FleetDevices;
}

/** An array, a set, a generator, a stream, or anything else that yields IMEIs one after another. */
export type FleetDevices = (Iterable<string> | AsyncIterable<string>) & object;

/** How to submit a fleet. */
export interface FleetOptions extends Omit<SubmitOptions, "idempotencyKey" | "onAttempt"> {
  /**
   * How many parts are in progress at the same time: 1 to 64.
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
   * @default undefined nothing is called
   */
  onAttempt?: ((attempt: FleetAttempt) => void) | undefined;

  /**
   * As in {@link SubmitOptions}. Each part has its own key: if you pass one, of 1 to 240 characters, `-` and the part's
   * number are appended to it.
   *
   * @default true if `baseUrl` is a path, otherwise false
   */
  idempotencyKey?: boolean | string | undefined;

  /**
   * Called when the outcome of a part is known, before it is yielded.
   *
   * @default undefined nothing is called
   */
  onProgress?: ((progress: FleetProgress) => void) | undefined;
}

/** One attempt of one part. */
export interface FleetAttempt extends Attempt {
  /** The part's number, counted from 0. */
  readonly part: number;
}

/** How many devices have an outcome so far. */
export interface FleetProgress {
  /** All devices that have an outcome: the sum of the other three. */
  readonly devices: number;
  /** Devices in parts that were `queued`. */
  readonly queued: number;
  /** Devices in parts that were `not_queued`. */
  readonly notQueued: number;
  /** Devices in parts that were `unsure`. */
  readonly unsure: number;
}

/** Devices that are sent in one request. */
export interface FleetPart {
  /** Its number, counted from 0 in the order in which the devices arrived. */
  readonly part: number;

  /** The devices it covers. Paths of issues, such as `["imei", 3]`, are relative to this list. */
  readonly devices: readonly string[];
}

/** A part and its issues. */
export interface FleetPlan extends FleetPart, AggregateValidation {}

/**
 * The outcome of a part.
 *
 * - `queued`: the service has queued its report
 * - `not_queued`: its report was certainly not queued, so it is safe to send again once the cause of `error` is fixed
 * - `unsure`: its report may or may not have been queued; look for callbacks before you send it again
 */
export type FleetOutcome = FleetPart &
  (
    | { readonly outcome: "queued"; readonly receipt: AggregateReceipt }
    | { readonly outcome: "not_queued"; readonly error: AggregateReportError }
    /** Not an {@link AggregateReportError} if the part was ended by the signal or by `onAttempt`. */
    | { readonly outcome: "unsure"; readonly error: unknown }
  );

/**
 * A report must not be queued twice, so by default a request is sent again only if the service turned it away: after
 * 429, after 503 with `Retry-After`, and once after 401 if a token comes from a function. The wait before retry number
 * n is the one that `Retry-After` asks for, or else random and at most 300 ms · 2^(n−1).
 */
export interface RetryOptions {
  /**
   * The largest number of retries: 0 to 100.
   *
   * @default 2
   */
  limit?: number | undefined;

  /**
   * The longest `Retry-After` to wait for, in milliseconds, from 0 to 2,147,483,647. A longer one ends the submission.
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

/** Returns a token. Called before each attempt, within its time limit. */
export type TokenProvider = (need: TokenNeed) => string | Promise<string>;

/** The argument of a {@link TokenProvider}. */
export interface TokenNeed {
  /** The number of the attempt that the token is for, counted from 1. */
  readonly attempt: number;

  /** Whether the service has just rejected the previous token (401), so that a new one is needed. */
  readonly rejected: boolean;
}

/** The argument of `onAttempt`. Never contains a token. */
export interface Attempt {
  /** Counted from 1. */
  readonly attempt: number;

  /** The wait before the attempt, in milliseconds. */
  readonly delay: number;

  /** The kind of the failure that this attempt retries; `undefined` for the first attempt. */
  readonly reason: ErrorKind | undefined;
}

/** The service has queued the report. */
export interface AggregateReceipt {
  /** The transaction ID, which every callback for this report carries. Never empty. */
  readonly txid: string;

  /** The status that the service gave: in capitals if it is a known one, empty if there was none. */
  readonly status: "QUEUED" | "COMPLETED" | (string & {});
}

/** The result of a check. */
export interface AggregateValidation {
  /** The issues that were found, at most `maxIssues` of them; if there are none, the request is valid. */
  readonly issues: readonly AggregateIssue[];

  /** How many issues there are in all. */
  readonly issueCount: number;
}

/** One problem with a request or its options. */
export interface AggregateIssue {
  readonly code: IssueCode;

  /** Where the problem is: `["startDate"]`, `["imei", 3]`, `["options", "token"]`; empty for the request itself. */
  readonly path: readonly (string | number)[];

  /** The field, the rule and what to do about it, in English. Never contains a token. */
  readonly message: string;
}

/**
 * - `type`: a value of the wrong JavaScript type, including an invalid `Date` and a number as an IMEI
 * - `missing`: `accountNumber`, `imei` or a required token is absent
 * - `empty`: a string is empty or blank, or the list of devices is empty
 * - `characters`: a string contains a character that a header or the service cannot take, or is too long
 * - `imei_format`: not 15 ASCII digits
 * - `imei_check_digit`: 15 digits, of which the last does not match the others
 * - `duplicate`: a device that was already listed
 * - `too_many_devices`: more than 10,000 devices
 * - `date_format`: not an ISO 8601 date or date-time, or one that does not exist
 * - `date_order`: `endDate` is before `startDate`
 * - `date_range`: a period of more than 180 times 24 hours
 * - `unknown_field`: a field or option that does not exist
 * - `option`: the value of an option is out of range
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
 * The error that `submitAggregate` rejects with. Its `kind` says what happened, and which of the other fields are
 * present:
 *
 * ```ts
 * if (isAggregateReportError(error) && error.kind === "invalid") show(error.issues);
 * ```
 */
export type AggregateReportError = Error &
  AggregateFailure & {
    readonly name: "AggregateReportError";

    /** Every field except `cause`, for logs and for passing the error on. Never contains a token. */
    toJSON(): AggregateFailureJson;
  };

/** The class of an {@link AggregateReportError}. To recognise one, use {@link isAggregateReportError}. */
export const AggregateReportError: {
  /** You can call it in your own tests, and to restore an error from what `toJSON` returned. */
  new (failure: AggregateFailure): AggregateReportError;
  readonly prototype: AggregateReportError;
};

/** The fields of an {@link AggregateReportError}. */
export type AggregateFailure = InvalidFailure | RejectedFailure | OtherFailure;

/** An {@link AggregateFailure} as JSON. */
export type AggregateFailureJson = { readonly name: "AggregateReportError" } & (
  | Omit<InvalidFailure, "cause">
  | Omit<RejectedFailure, "cause">
  | Omit<OtherFailure, "cause">
);

/** Every `kind` of an {@link AggregateReportError}. */
export type ErrorKind = AggregateFailure["kind"];

/**
 * The request or the options have issues, or a token provider returned something other than a token. Nothing was sent;
 * or, if `status` is 400, a gateway found the issues and refused the request.
 */
export interface InvalidFailure extends FailureFields {
  readonly kind: "invalid";
  readonly issues: readonly AggregateIssue[];
  readonly issueCount: number;
}

/**
 * The service, or a proxy in between, replied with an error: `bad_request` 400, `unauthorized` 401, `forbidden` 403,
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
 * There was no reply, only part of one, or an unexpected one.
 *
 * - `token`: a token provider threw; `cause` is what it threw
 * - `network`: the request failed, or the reply broke off
 * - `timeout`: the attempt took longer than `timeout`
 * - `invalid_response`: a 200 that is not a receipt in JSON, or is larger than 1 MiB
 * - `unexpected_status`: any other status, such as that of a redirect, which is never followed; browsers hide the
 *   status of a redirect
 */
export interface OtherFailure extends FailureFields {
  readonly kind: "token" | "network" | "timeout" | "invalid_response" | "unexpected_status";
}

/** The fields that an {@link AggregateReportError} of any kind may have. */
export interface FailureFields {
  /** What happened, where, and what to do about it. Never contains a token. */
  readonly message: string;

  /** How many requests were sent. */
  readonly attempts: number;

  /**
   * Whether the service may have queued the report all the same. If `false`, it is safe to submit again. If `true`, a
   * second submission may queue it twice, so look for callbacks first. A POST that a browser repeats on its own is not
   * taken into account: see {@link submitAggregate}.
   */
  readonly mayBeQueued: boolean;

  /** For `invalid`: the issues, at most `maxIssues` of them (100 by default). */
  readonly issues?: readonly AggregateIssue[] | undefined;

  /** For `invalid`: how many issues there are in total. */
  readonly issueCount?: number | undefined;

  /** The HTTP status of the reply. */
  readonly status?: number | undefined;

  /** The service's own error code, such as `INVALID_PARAMETER`, if the reply had one. */
  readonly errorCode?: string | undefined;

  /** The service's own message, or a short excerpt of a reply in an unknown format. */
  readonly errorMessage?: string | undefined;

  /** How long the reply asked the caller to wait (`Retry-After`), in milliseconds from its arrival. */
  readonly retryAfter?: number | undefined;

  /** For `token` and `network`: what a token provider threw, or what `fetch` rejected with. */
  readonly cause?: unknown;
}

/** A Standard Schema, version 1, that does not transform values. */
export interface StandardSchema<Value> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "thingspace-aggregate";
    /** Returns the value unchanged, or its issues. */
    readonly validate: (value: unknown) => StandardResult<Value> | Promise<StandardResult<Value>>;
    /** For type inference only; it does not exist at run time. */
    readonly types?: { readonly input: Value; readonly output: Value } | undefined;
  };
}

/** The result of a Standard Schema: the value, or its issues. */
export type StandardResult<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One issue, in the format of Standard Schema. */
export interface StandardIssue {
  readonly message: string;
  readonly path: readonly (string | number)[];
}
