import { make } from "./make.js";

/** The least time between two announcements of one kind, in milliseconds: nobody can follow more. */
const QUIET_TIME = 10_000;

/** A polite live region that is not visible. */
export class Announcer {
  /** It must stay in the shadow tree: regions that come and go are not announced. */
  region = make("div", { className: "aside", role: "status" });

  #last = Number.NEGATIVE_INFINITY;

  /**
   * Announces a single event.
   *
   * @param {string} text
   */
  say(text) {
    this.region.textContent = text;
    this.#last = performance.now();
  }

  /**
   * Announces progress, unless the last announcement was only just made.
   *
   * @param {string} text
   */
  sayProgress(text) {
    if (performance.now() - this.#last >= QUIET_TIME) this.say(text);
  }
}
