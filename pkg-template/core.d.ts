// The glue that wasm-bindgen writes for the compiled core, as far as this package uses it. Not published.
import type { AggregateFailure, AggregateReceipt, AggregateValidation, InvalidFailure } from "./index.js";
import type { Core } from "./loading/lazy-core.js";
import type { CoreSource } from "./slim.js";

/** Fetches the core, if need be, and compiles it, or takes it compiled. */
export default function init(source: { module_or_path: CoreSource }): Promise<Core>;

/** Compiles the core, or takes it compiled, at once. */
export function initSync(source: { module: BufferSource | WebAssembly.Module }): Core;

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

/** Gives a fleet as it was read, or a failure. Throws only what a getter threw. */
export function readFleet(request: unknown, options: unknown): FleetReading | InvalidFailure;

/** A fleet's request and options without an issue, and how it is to be cut. */
export interface FleetReading {
  /** Four for each value, each followed by a NUL: what it is part of, its name, its kind, and its text. */
  readonly words: string;

  /** Those that have no text: their text is their place here. */
  readonly values: readonly unknown[];

  readonly concurrency: number;
  readonly devicesPerRequest: number;
}
