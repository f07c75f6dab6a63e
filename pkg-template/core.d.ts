// The glue that wasm-bindgen writes beside the compiled core, as far as this package uses it. Not published.
import type { AggregateFailure, AggregateReceipt, AggregateValidation, Attempt } from "./index.js";
import type { CoreSource } from "./slim.js";

/** Fetches the core, if need be, and compiles it, or takes it compiled. */
export default function init(source: { module_or_path: CoreSource }): Promise<object>;

/** Compiles the core, or takes it compiled, at once. */
export function initSync(source: { module: BufferSource | WebAssembly.Module }): object;

/**
 * Resolves to a receipt, or to a failure, which alone has a `kind`. Rejects only with what must pass through as it is:
 * the signal's reason, or what a getter of the request or `onAttempt` threw.
 */
export function submitAggregate(request: unknown, options: unknown): Promise<AggregateReceipt | AggregateFailure>;

/** Throws only what a getter of the request or of the options threw. */
export function validateAggregate(request: unknown, options: unknown): AggregateValidation;

/** What the core hands to `onAttempt`. Raising `delay` makes it wait longer. */
export type CoreAttempt = Omit<Attempt, "delay"> & { delay: number };
