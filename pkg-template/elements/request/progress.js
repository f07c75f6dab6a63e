import { counted, durationText, numberText } from "../numbers.js";

/** @import { Announcer } from "../announcer.js" */
/** @import { Attempt } from "../../index.js" */

/** Shows what a submission is doing: sending, or waiting because the service is busy. */
export class Progress {
  #place;
  #announcer;
  #parts;
  #done = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #countdown;

  /**
   * @param {HTMLElement} place
   * @param {Announcer} announcer
   * @param {number} parts
   */
  constructor(place, announcer, parts) {
    this.#place = place;
    this.#announcer = announcer;
    this.#parts = parts;
    this.#show("Submitting…");
    announcer.say("Submitting…");
  }

  /** @param {Attempt} attempt */
  attempt({ attempt, delay }) {
    if (delay === 0) {
      this.#show(attempt === 1 ? "Submitting…" : `Submitting, attempt ${numberText(attempt)}…`);
      return;
    }
    this.#announcer.sayProgress("ThingSpace is busy. Trying again soon.");
    const end = performance.now() + delay;
    const count = () => {
      const left = end - performance.now();
      if (left <= 0) this.attempt({ attempt, delay: 0, reason: undefined });
      else this.#place.textContent = this.#inParts(`ThingSpace is busy, again in ${durationText(left)}`);
    };
    clearInterval(this.#countdown);
    this.#countdown = setInterval(count, 250);
    count();
  }

  partDone() {
    this.#done++;
    const text = `${numberText(this.#done)} of ${counted(this.#parts, "part")} done`;
    if (this.#parts > 1) this.#announcer.sayProgress(text);
    this.#show("Submitting…");
  }

  end() {
    clearInterval(this.#countdown);
    this.#place.textContent = "";
  }

  /** @param {string} text */
  #show(text) {
    clearInterval(this.#countdown);
    this.#place.textContent = this.#inParts(text);
  }

  /** @param {string} text */
  #inParts(text) {
    return this.#parts > 1 ? `${numberText(this.#done)} of ${counted(this.#parts, "part")} done · ${text}` : text;
  }
}
