import {
  type AggregateFailure,
  type AggregateFailureJson,
  type AggregateIssue,
  AggregateReportError,
  type ErrorKind,
  isAggregateReportError,
} from "thingspace-aggregate";
import { same } from "./same-type.js";

function explain(error: unknown): string {
  if (!isAggregateReportError(error)) {
    // @ts-expect-error still unknown
    return error.message;
  }

  error satisfies Error;
  same<typeof error.message, string>();
  same<typeof error.attempts, number>();
  same<typeof error.mayBeQueued, boolean>();
  same<typeof error.cause, unknown>();
  same<typeof error.name, "AggregateReportError">();

  // Before its kind is known, what an error may have can be read all the same.
  same<typeof error.issues, readonly AggregateIssue[] | undefined>();
  same<typeof error.status, number | undefined>();
  same<typeof error.errorCode, string | undefined>();
  same<typeof error.retryAfter, number | undefined>();
  // @ts-expect-error perhaps there is no status
  error.status.toFixed();
  // @ts-expect-error fields are not to be changed
  error.mayBeQueued = false;

  if (error.kind === "invalid") {
    same<typeof error.issues, readonly AggregateIssue[]>();
    same<typeof error.issueCount, number>();
    return error.issues.map((issue) => issue.message).join();
  }
  // @ts-expect-error only an invalid request surely has issues
  error.issues.map((issue) => issue.message);

  switch (error.kind) {
    case "token":
    case "network":
    case "timeout":
    case "invalid_response":
    case "unexpected_status":
      same<typeof error.status, number | undefined>();
      return error.message;
    case "bad_request":
    case "unauthorized":
    case "forbidden":
    case "not_found":
    case "conflict":
    case "rate_limited":
    case "server_error":
      same<typeof error.status, number>();
      return `${error.status} ${error.errorMessage ?? ""}`;
    default:
      // Every kind is named above.
      same<typeof error, never>();
      return error;
  }
}

function byClass(error: unknown): number {
  if (error instanceof AggregateReportError) {
    same<typeof error, AggregateReportError>();
    if (error.kind === "invalid") return error.issueCount;
  }
  // @ts-expect-error no such kind
  if (isAggregateReportError(error) && error.kind === "aborted") return 0;
  return 0;
}

const kind: ErrorKind = "conflict";
const failure: AggregateFailure = { kind, message: "text", attempts: 1, mayBeQueued: false, status: 409 };
const json: AggregateFailureJson = new AggregateReportError(failure).toJSON();
const revived: AggregateReportError = new AggregateReportError(json);
if (json.kind === "invalid") same<typeof json.issues, readonly AggregateIssue[]>();
// @ts-expect-error the cause may be anything, so it does not go into JSON
console.log(explain(revived), byClass(revived), json.cause);

// @ts-expect-error an invalid request has issues
new AggregateReportError({ kind: "invalid", message: "text", attempts: 0, mayBeQueued: false });
// @ts-expect-error a reply has a status
new AggregateReportError({ kind: "conflict", message: "text", attempts: 1, mayBeQueued: false });
