import type { AggregateReportError, AggregateRequest } from "./index.js";

/**
 * `<usage-request>`: the form that asks for a report. It takes devices in any layout, shows what is wrong with them,
 * submits to the gateway, and tells what became of it. Children with `slot="outcome"` are shown along with that.
 */
export class UsageRequest extends HTMLElement {
  /** Registers the class, by default as `usage-request`. Does nothing where the name is taken, and on servers. */
  static define(name?: string): void;

  /**
   * The gateway's address: the attribute `base-url`, by default `/api`. Each report has an `Idempotency-Key`, also where
   * that is not a path.
   */
  baseUrl: string;

  /** What the account number is filled in with: the attribute `account-number`. */
  accountNumber: string;

  /**
   * What the form asks for, as it stands, whether valid or not. Setting it fills the form in; only the day of a date is
   * taken, in UTC. More than 10,000 devices are submitted as a fleet.
   */
  request: UsageRequestFields;

  /**
   * Whether an IMEI's check digit has to fit: `true`, until the page sets it, or the reader chooses. The gateway's option
   * `checkDigit` has to be `false`, too, if it does not.
   */
  checkDigit: boolean;

  /**
   * Further columns of the table that the devices came in, or the comments on their lines; `undefined` when there were
   * none.
   */
  readonly columns: OwnColumns | undefined;

  /** Listens to what the form tells. */
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

/** Columns that came with the devices, such as a name or a site. They never leave the browser. */
export interface OwnColumns {
  /** The columns' names, in their order. */
  readonly names: readonly string[];

  /** By IMEI, a text for each name. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/** What `usage-request-queued` and `usage-request-part` tell. */
export interface UsageRequestReceipts {
  readonly receipts: readonly UsageRequestReceipt[];

  /** What was asked for, without the devices. */
  readonly request: Omit<AggregateRequest, "imei">;

  readonly columns: OwnColumns | undefined;
}

/** One report that ThingSpace has queued. */
export interface UsageRequestReceipt {
  readonly txid: string;

  /** How many devices it covers; 0 for every device of the account. */
  readonly devices: number;
}

/** What `usage-request-failed` tells. */
export interface UsageRequestFailure {
  /** Another error than the package's own when the reader cancelled, or the page could not work. */
  readonly error: AggregateReportError | Error;
}

/** The events of {@link UsageRequest}. All of them bubble, out of shadow trees as well. */
export interface UsageRequestEventMap {
  /** The service has queued the report; for a fleet, at its end, all parts that were queued. */
  "usage-request-queued": CustomEvent<UsageRequestReceipts>;

  /** The service has queued one part of a fleet; other parts may follow. */
  "usage-request-part": CustomEvent<UsageRequestReceipts>;

  /** The report, or a part of the fleet, was not queued, or may not have been. */
  "usage-request-failed": CustomEvent<UsageRequestFailure>;

  /** The reader has submitted, and the form has `count` problems: 0 when it is sent. For the page's title. */
  "usage-request-problems": CustomEvent<{ readonly count: number }>;
}

/** The attributes of {@link UsageRequest}. */
export interface UsageRequestAttributes {
  /** The gateway's address, by default `/api`. */
  "base-url"?: string | undefined;

  /** What the account number is filled in with. */
  "account-number"?: string | undefined;
}

/** The properties of {@link UsageRequest} that a page sets. */
export interface UsageRequestProperties {
  request?: UsageRequestFields | undefined;

  /** Whether an IMEI's check digit has to fit. */
  checkDigit?: boolean | undefined;
}

/**
 * `<usage-report>`: shows a report as it comes in, or several as one. It reads them from the gateway, and reads on by itself
 * when the connection is lost.
 */
export class UsageReport extends HTMLElement {
  /** Registers the class, by default as `usage-report`. Does nothing where the name is taken, and on servers. */
  static define(name?: string): void;

  /** The gateway's address: the attribute `base-url`, by default `/api`. */
  baseUrl: string;

  /**
   * The attribute `txids`: the reports' transaction ids, with spaces between. Those of a fleet, at most 100, are shown as
   * one report. Setting it, or `base-url`, begins anew.
   */
  txids: string;

  /** Further columns of the devices, such as {@link UsageRequest.columns}: in the table, in the CSV, and as groups. */
  columns: OwnColumns | undefined;

  /** How many bytes each device moved in an earlier report, by IMEI. The reader may choose an earlier CSV, too. */
  comparison: ReadonlyMap<string, number> | undefined;

  /** Listens to what the report tells. */
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

/** The events of {@link UsageReport}. All of them bubble, out of shadow trees as well. */
export interface UsageReportEventMap {
  /** The reader wants a new report of these devices: those that failed for one reason, or those that are silent. */
  "usage-report-ask-again": CustomEvent<{ readonly imei: readonly string[] }>;

  /** What the gateway says of the report, at first and when it changes. Of several reports, `waiting` as long as one is. */
  "usage-report-state": CustomEvent<{ readonly state: "waiting" | "complete" | "settled" }>;
}

/** The attributes of {@link UsageReport}. */
export interface UsageReportAttributes {
  /** The gateway's address, by default `/api`. */
  "base-url"?: string | undefined;

  /** The reports' transaction ids, with spaces between; those of a fleet are shown as one report. */
  txids?: string | undefined;
}

/** The properties of {@link UsageReport} that a page sets. */
export interface UsageReportProperties {
  /** Further columns of the devices. */
  columns?: OwnColumns | undefined;

  /** How many bytes each device moved in an earlier report, by IMEI. */
  comparison?: ReadonlyMap<string, number> | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "usage-request": UsageRequest;
    "usage-report": UsageReport;
  }
}
