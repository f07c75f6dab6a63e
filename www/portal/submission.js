import { submitAggregate } from "/pkg/entries/browser.js";
import { inWords } from "./outcome.js";

/** @import { AggregateRequest, Attempt } from "thingspace-aggregate" */

/**
 * One submission from the page: it shows what goes on, and can be cancelled.
 */
export class Submission {
  #abort = new AbortController();
  #place;
  #countdownPlace;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #countdown;
  #isUnderWay = false;
  #hadServerError = false;

  /**
   * @param {HTMLElement} place for what goes on
   * @param {HTMLElement} countdownPlace for the seconds of a wait
   */
  constructor(place, countdownPlace) {
    this.#place = place;
    this.#countdownPlace = countdownPlace;
  }

  /**
   * Submits to the server this page is from, which has the tokens.
   *
   * @param {AggregateRequest} request
   */
  async submit(request) {
    try {
      return await submitAggregate(request, {
        baseUrl: "/api",
        signal: this.#abort.signal,
        onAttempt: (attempt) => this.#show(attempt),
      });
    } finally {
      this.#stopCountdown();
      this.#place.textContent = "";
    }
  }

  cancel() {
    this.#abort.abort();
  }

  get isCancelled() {
    return this.#abort.signal.aborted;
  }

  /** Whether the service may have queued the report when it was cancelled. */
  get mayBeQueued() {
    return this.#isUnderWay || this.#hadServerError;
  }

  /** @param {Attempt} attempt */
  #show({ attempt, delay, reason }) {
    this.#stopCountdown();
    this.#hadServerError ||= reason === "server_error";
    this.#isUnderWay = delay === 0;
    if (delay === 0) {
      this.#place.textContent = attempt === 1 ? "Submitting…" : `Submitting, attempt ${attempt}…`;
      return;
    }
    this.#place.textContent = "ThingSpace is busy. Trying again soon.";
    const end = performance.now() + delay;
    this.#countdown = setInterval(() => this.#count(end - performance.now(), attempt), 250);
  }

  /**
   * @param {number} left milliseconds
   * @param {number} attempt
   */
  #count(left, attempt) {
    if (left > 0) {
      this.#countdownPlace.textContent = `In ${inWords(left)}.`;
      return;
    }
    this.#show({ attempt, delay: 0, reason: undefined });
  }

  #stopCountdown() {
    clearInterval(this.#countdown);
    this.#countdownPlace.textContent = "";
  }
}
