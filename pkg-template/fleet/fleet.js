import { ready } from "#core";
import * as core from "../core.js";
import { AggregateReportError, isAggregateReportError, isFailure } from "../error.js";
import { merge } from "./merge.js";
import { partsOf } from "./parts.js";
import { readFleet } from "./request.js";

/**
 * @import { AggregateReportError as ReportError, Attempt, FleetOutcome, FleetPart } from "../index.js"
 * @import { Fleet } from "./request.js"
 */

/** @type {typeof import("../index.js").planFleet} */
export async function* planFleet(request, given) {
  await ready();
  const fleet = readFleet(request, given);
  for await (const part of partsOf(fleet.devices, fleet.devicesPerRequest)) {
    yield { ...part, ...core.validateAggregate({ ...fleet.request, imei: part.devices }, fleet.options) };
  }
}

/** @type {typeof import("../index.js").submitFleet} */
export async function* submitFleet(request, given) {
  await ready();
  yield* new FleetSubmission(readFleet(request, given)).run();
}

/** The submission of one fleet: what its parts have in common. */
class FleetSubmission {
  #fleet;
  #parts;
  #progress = { devices: 0, queued: 0, notQueued: 0, unsure: 0 };

  /** No part may be sent before this time, in milliseconds since 1970, because one was asked to wait. */
  #notBefore = 0;

  /** A refusal that every other part would meet too. @type {ReportError | undefined} */
  #refusal;

  /** What ends the submission: the signal's reason, or what a function or the source of the devices threw. @type {{ thrown: unknown } | undefined} */
  #end;

  /** @param {Fleet} fleet */
  constructor(fleet) {
    this.#fleet = fleet;
    this.#parts = partsOf(fleet.devices, fleet.devicesPerRequest);
  }

  async *run() {
    const { concurrency, options } = this.#fleet;
    const { aborted, forget } = abortOf(options.signal);
    try {
      for await (const outcome of merge(Array.from({ length: concurrency }, () => this.#lane(aborted)))) {
        this.#count(outcome);
        yield outcome;
      }
    } finally {
      forget();
      // Not awaited, because the source may be stuck.
      this.#parts.return().catch(() => {});
    }
    if (this.#end) throw this.#end.thrown;
  }

  /** Yields one part after another. @param {Promise<never>} aborted */
  async *#lane(aborted) {
    for (let part = await this.#take(aborted); part !== undefined; part = await this.#take(aborted)) {
      yield await this.#outcomeOf(part);
    }
  }

  /** @param {Promise<never>} aborted @returns {Promise<FleetPart | undefined>} */
  async #take(aborted) {
    if (this.#end) return undefined;
    try {
      const { value } = await Promise.race([this.#parts.next(), aborted]);
      return value ?? undefined;
    } catch (thrown) {
      this.#end ??= { thrown };
      return undefined;
    }
  }

  /** @param {FleetPart} part @returns {Promise<FleetOutcome>} */
  async #outcomeOf(part) {
    if (this.#refusal) return { ...part, outcome: "not_queued", error: this.#refusal };
    try {
      return { ...part, outcome: "queued", receipt: await this.#submit(part) };
    } catch (error) {
      if (!isAggregateReportError(error)) {
        this.#end ??= { thrown: error };
        return { ...part, outcome: "unsure", error };
      }
      if (concernsEveryPart(error)) this.#refusal ??= error;
      return { ...part, outcome: error.mayBeQueued ? "unsure" : "not_queued", error };
    }
  }

  /** @param {FleetPart} part */
  async #submit({ part, devices }) {
    const { options, request } = this.#fleet;
    const { onAttempt, idempotencyKey: key } = options;
    const tell = onAttempt && ((/** @type {Attempt} */ next) => onAttempt(Object.freeze({ part, ...next })));
    const idempotencyKey = typeof key === "string" ? `${key}-${part}` : key;
    const own = { ...options, onAttempt: tell, idempotencyKey };
    const outcome = await core.submitAggregate({ ...request, imei: devices }, own, this.#hold);
    if (isFailure(outcome)) throw new AggregateReportError(outcome);
    return outcome;
  }

  /** Delays an attempt as long as any part was asked to wait. */
  #hold = (/** @type {number} */ delay) => {
    const now = Date.now();
    this.#notBefore = Math.max(this.#notBefore, now + delay);
    return this.#notBefore - now;
  };

  /** @param {FleetOutcome} outcome */
  #count({ devices, outcome }) {
    this.#progress.devices += devices.length;
    this.#progress[outcome === "not_queued" ? "notQueued" : outcome] += devices.length;
    try {
      this.#fleet.onProgress?.({ ...this.#progress });
    } catch (thrown) {
      // The outcomes of this part, and of those in progress, are still yielded.
      this.#end ??= { thrown };
    }
  }
}

/**
 * Whether a failure has nothing to do with the devices, so that the next part would meet it again: a rejected token, an
 * option, or a wait that is too long.
 *
 * @param {ReportError} error
 */
function concernsEveryPart({ kind, issues, retryAfter }) {
  if (kind === "invalid") return issues?.some(({ path }) => path[0] === "options") ?? false;
  return kind === "unauthorized" || kind === "token" || retryAfter !== undefined;
}

/**
 * @param {AbortSignal | undefined} signal
 * @returns {{ aborted: Promise<never>, forget: () => void }}
 */
function abortOf(signal) {
  let forget = () => {};
  const aborted = new Promise((_, reject) => {
    if (!signal) return;
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    forget = () => signal.removeEventListener("abort", abort);
  });
  aborted.catch(() => {});
  return { aborted: /** @type {Promise<never>} */ (aborted), forget };
}
