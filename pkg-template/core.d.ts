// The glue that wasm-bindgen writes beside the compiled core, as far as this package uses it. Not published.
import type {
  AggregateFailure,
  AggregateReceipt,
  AggregateValidation,
  FleetOptions,
  InvalidFailure,
  SubmitOptions,
} from "./index.js";
import type { CoreSource } from "./slim.js";

/** Fetches the core, if need be, and compiles it, or takes it compiled. */
export default function init(source: { module_or_path: CoreSource }): Promise<object>;

/** Compiles the core, or takes it compiled, at once. */
export function initSync(source: { module: BufferSource | WebAssembly.Module }): object;

/**
 * Resolves to a receipt, or to a failure, which alone has a `kind`. Rejects only with what must pass through as it is:
 * the signal's reason, or what a getter of the request or `onAttempt` threw. `hold` is asked before each attempt how
 * long it waits, and told how long it would, both in milliseconds.
 */
export function submitAggregate(
  request: unknown,
  options: unknown,
  hold?: (delay: number) => number,
): Promise<AggregateReceipt | AggregateFailure>;

/** Throws only what a getter of the request or of the options threw. */
export function validateAggregate(request: unknown, options: unknown): AggregateValidation;

/** Gives what the parts of a fleet have in common, or a failure. Throws only what a getter threw. */
export function readFleet(request: unknown, options: unknown): CoreFleet | InvalidFailure;

/** A fleet's request and options: checked, and each property read once, so that all parts are the same. */
export interface CoreFleet {
  readonly request: Readonly<Record<string, unknown>>;
  readonly devices: Iterable<string> | AsyncIterable<string>;
  /** Those of each submission, but for `onAttempt`. */
  readonly options: Readonly<Record<string, unknown>> & Pick<SubmitOptions, "signal">;
  readonly onAttempt: FleetOptions["onAttempt"];
  readonly onProgress: FleetOptions["onProgress"];
  readonly concurrency: number;
  readonly devicesPerRequest: number;
}
