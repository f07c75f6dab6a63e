/** What the gateway's stream of a report tells, as far as `<usage-report>` reads it. See `ReportEvents` in gateway.d.ts. */

/** A whole number; as digits in a string where a JavaScript number would lose some of them, beyond 2^53. */
export type Count = number | string;

/** The data of the events `report` and `end`: of one report, or of several as one. Times are milliseconds since 1970. */
export interface ReportEvent {
  readonly txid?: string;
  readonly accountNumber: string | null;
  readonly state: "waiting" | "complete" | "settled";
  readonly expected: number | null;
  readonly answered: number;
  readonly failed: number;
  readonly silent: number | null;
  readonly unexpected: number;
  readonly numberOfSessions: Count;
  readonly bytesTransferred: Count;
  readonly openedAt?: number | null;
  readonly lastMessageAt?: number | null;
  readonly request?: { readonly [name: string]: unknown };
  readonly faults?: { readonly count: number; readonly first: readonly unknown[] };

  /** Of a fleet: each of its reports. */
  readonly reports?: readonly ReportEvent[];
}

/** An entry of the event `devices`. */
export interface DeviceEvent {
  readonly imei: string;
  readonly state: "waiting" | "silent" | "reported" | "failed";
  readonly expected: boolean;
  readonly revised?: true;

  /** A {@link Count}, or whatever came in place of one, which is part of no total. */
  readonly numberOfSessions?: unknown;

  /** Likewise. */
  readonly bytesTransferred?: unknown;

  readonly error?: DeviceFailure;
}

/** Why a device has no usage, as far as ThingSpace says it. */
export interface DeviceFailure {
  readonly errorMessage?: string;
  readonly errorCode?: string;
  readonly httpStatusCode?: string;
  readonly detailErrorMessage?: string;
}
