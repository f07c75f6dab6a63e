import { make } from "../make.js";
import { counted, durationText, numberText } from "../numbers.js";

/** @import { Announcer } from "../announcer.js" */
/** @import { Attempt } from "../../index.js" */

/** Says what a submission is doing: sending, or waiting because the service is busy. */
export class Progress {
  element = make("p", { part: "progress", className: "quiet" });
  #announcer;
  #parts = 1;
  #done = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #countdown;

  /** @param {Announcer} announcer */
  constructor(announcer) {
    this.#announcer = announcer;
  }

  /** @param {number} parts */
  begin(parts) {
    this.#parts = parts;
    this.#done = 0;
    this.#show("Submitting…");
    this.#announcer.say("Submitting…");
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
      else this.element.textContent = this.#inParts(`ThingSpace is busy, again in ${durationText(left)}`);
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
    this.element.textContent = "";
  }

  /** @param {string} text */
  #show(text) {
    clearInterval(this.#countdown);
    this.element.textContent = this.#inParts(text);
  }

  /** @param {string} text */
  #inParts(text) {
    return this.#parts > 1 ? `${numberText(this.#done)} of ${counted(this.#parts, "part")} done · ${text}` : text;
  }
}
