// The part of wasm-bindgen's glue for the compiled core that this package uses. Not published.
import type { AggregateFailure, AggregateReceipt, AggregateValidation, InvalidFailure } from "./index.js";
import type { Core } from "./loading/lazy-core.js";
import type { CoreSource } from "./slim.js";

/** Starts the core: fetches and compiles it unless it is given compiled. */
export default function init(source: { module_or_path: CoreSource }): Promise<Core>;

/** Starts the core synchronously: compiles it unless it is given compiled. */
export function initSync(source: { module: BufferSource | WebAssembly.Module }): Core;

/**
 * Resolves to a receipt, or to a failure, which is the one with a `kind`. Rejects only with values that must pass
 * through unchanged: the signal's reason, or what a getter of the request or `onAttempt` threw. `hold` is called before
 * each attempt with the wait that is due, and returns the wait to make, both in milliseconds.
 */
export function submitAggregate(
  request: unknown,
  options: unknown,
  hold?: (delay: number) => number,
): Promise<AggregateReceipt | AggregateFailure>;

/** Throws only what a getter of the request or the options threw. */
export function validateAggregate(request: unknown, options: unknown): AggregateValidation;

/** Returns a fleet's request and options as they were read, or a failure. Throws only what a getter threw. */
export function readFleet(request: unknown, options: unknown): FleetReading | InvalidFailure;

/** A fleet's request and options, which have no issues, and how to divide the fleet. */
export interface FleetReading {
  /** Four words for each value, each followed by a NUL: what it is part of, its name, its type, and its text. */
  readonly words: string;

  /** The values that have no text; the fourth word is then an index into this list. */
  readonly values: readonly unknown[];

  readonly concurrency: number;
  readonly devicesPerRequest: number;
}
