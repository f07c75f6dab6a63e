import type { AggregateReportError, AggregateRequest } from "./index.js";

/**
 * `<usage-request>`: the form for requesting a report. It accepts devices in any layout, shows what is wrong with them,
 * submits to the gateway, and shows the outcome. Children with `slot="outcome"` are shown next to the outcome.
 */
export class UsageRequest extends HTMLElement {
  /** Registers the class, by default as `usage-request`. Does nothing if the name is already taken, and on servers. */
  static define(name?: string): void;

  /**
   * The gateway's address. Reflects the attribute `base-url`; by default `/api`. Each report has an `Idempotency-Key`,
   * even if the address is not a path. Cookies are sent to a gateway at another origin too, so it has to allow this
   * page's origin (`allowedOrigins`) and credentials.
   */
  baseUrl: string;

  /** The initial value of the account number. Reflects the attribute `account-number`. */
  accountNumber: string;

  /**
   * The current contents of the form, valid or not. Setting it fills in the form; of a date, only the day in UTC is
   * used. More than 10,000 devices are submitted as a fleet.
   */
  request: UsageRequestFields;

  /**
   * Whether an IMEI's check digit has to be correct. `true` until the page sets it or the user chooses otherwise. If it
   * is `false`, the gateway's option `checkDigit` has to be `false` too.
   *
   * @default true
   */
  checkDigit: boolean;

  /**
   * Further columns of the table that the devices were pasted or dropped in, or the comments on their lines;
   * `undefined` if there were none.
   */
  readonly columns: OwnColumns | undefined;

  /** Listens to an event of the form. */
  addEventListener<Type extends keyof UsageRequestEventMap>(
    type: Type,
    listener: (this: UsageRequest, event: UsageRequestEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** Listens to an event of any element. */
  addEventListener<Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (this: UsageRequest, event: HTMLElementEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** Listens to another event. */
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The fields of a request, with any number of devices. */
export type UsageRequestFields = Omit<AggregateRequest, "imei"> & { imei: string | readonly string[] | 0 };

/** Columns that were entered together with the devices, such as a name or a site. They never leave the browser. */
export interface OwnColumns {
  /** The names of the columns, in order. */
  readonly names: readonly string[];

  /** For each IMEI, one string per column. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/** The `detail` of `usage-request-queued` and `usage-request-part`. */
export interface UsageRequestReceipts {
  /**
   * All the reports of the fleet so far. If a part has failed and the user submits its devices again, the new report
   * belongs to the same fleet and comes after the earlier ones.
   */
  readonly receipts: readonly UsageRequestReceipt[];

  /** The request without its devices. */
  readonly request: Omit<AggregateRequest, "imei">;

  /**
   * {@link UsageRequest.columns}, as it was when the request was submitted; of a fleet, the columns of all its devices.
   */
  readonly columns: OwnColumns | undefined;
}

/** One report that ThingSpace has queued. */
export interface UsageRequestReceipt {
  readonly txid: string;

  /** How many devices it covers; 0 for every device of the account. */
  readonly devices: number;
}

/** The `detail` of `usage-request-failed`. */
export interface UsageRequestFailure {
  /** Not an {@link AggregateReportError} if the user cancelled, or if the package could not be loaded. */
  readonly error: AggregateReportError | Error;
}

/** The events of {@link UsageRequest}. All of them bubble and cross the boundaries of shadow trees. */
export interface UsageRequestEventMap {
  /** The service has queued the report. For a fleet, this comes at the end, with all the parts that were queued. */
  "usage-request-queued": CustomEvent<UsageRequestReceipts>;

  /** The service has queued a part of a fleet; other parts may follow. */
  "usage-request-part": CustomEvent<UsageRequestReceipts>;

  /** The report or a part of the fleet was not queued, or may not have been. */
  "usage-request-failed": CustomEvent<UsageRequestFailure>;

  /** The user has submitted the form, which has `count` problems; if there are 0, it is sent. For the page's title. */
  "usage-request-problems": CustomEvent<{ readonly count: number }>;
}

/** The attributes of {@link UsageRequest}. */
export interface UsageRequestAttributes {
  /** The gateway's address, by default `/api`. */
  "base-url"?: string | undefined;

  /** The initial value of the account number. */
  "account-number"?: string | undefined;
}

/** The properties of {@link UsageRequest} that a page can set. */
export interface UsageRequestProperties {
  /** The contents of the form. */
  request?: UsageRequestFields | undefined;

  /** Whether an IMEI's check digit has to be correct. */
  checkDigit?: boolean | undefined;
}

/**
 * `<usage-report>`: shows a report as it arrives, or several reports as one. It reads them from the gateway, and
 * continues by itself after the connection was lost.
 */
export class UsageReport extends HTMLElement {
  /** Registers the class, by default as `usage-report`. Does nothing if the name is already taken, and on servers. */
  static define(name?: string): void;

  /**
   * The gateway's address. Reflects the attribute `base-url`; by default `/api`. Cookies are sent to a gateway at
   * another origin too, so it has to allow this page's origin (`allowedOrigins`) and credentials.
   */
  baseUrl: string;

  /**
   * The transaction IDs of the reports, separated by spaces. Reflects the attribute `txids`. The reports of a fleet, at
   * most 100, are shown as one. Setting it or `base-url` starts over.
   */
  txids: string;

  /** Further columns for the table, the CSV and the groups, such as {@link UsageRequest.columns}. */
  columns: OwnColumns | undefined;

  /** How many bytes each device transferred in an earlier report, by IMEI. The user can also choose an earlier CSV. */
  comparison: ReadonlyMap<string, number> | undefined;

  /** Listens to an event of the report. */
  addEventListener<Type extends keyof UsageReportEventMap>(
    type: Type,
    listener: (this: UsageReport, event: UsageReportEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** Listens to an event of any element. */
  addEventListener<Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (this: UsageReport, event: HTMLElementEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** Listens to another event. */
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The events of {@link UsageReport}. All of them bubble and cross the boundaries of shadow trees. */
export interface UsageReportEventMap {
  /** The user wants a new report on these devices: those that failed for the same reason, or those that are silent. */
  "usage-report-ask-again": CustomEvent<{ readonly imei: readonly string[] }>;

  /**
   * The state of the report, at first and whenever it changes. Several reports are `waiting` as long as one of them is.
   */
  "usage-report-state": CustomEvent<{ readonly state: "waiting" | "complete" | "settled" }>;
}

/** The attributes of {@link UsageReport}. */
export interface UsageReportAttributes {
  /** The gateway's address, by default `/api`. */
  "base-url"?: string | undefined;

  /** The transaction IDs of the reports, separated by spaces; those of a fleet are shown as one report. */
  txids?: string | undefined;
}

/** The properties of {@link UsageReport} that a page can set. */
export interface UsageReportProperties {
  /** Further columns for the table, the CSV and the groups. */
  columns?: OwnColumns | undefined;

  /** How many bytes each device transferred in an earlier report, by IMEI. */
  comparison?: ReadonlyMap<string, number> | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "usage-request": UsageRequest;
    "usage-report": UsageReport;
  }
}
