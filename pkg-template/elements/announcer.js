import { make } from "./make.js";

/** Milliseconds between two announcements of one kind, at least: more often, nobody can listen. */
const QUIET_TIME = 10_000;

/** A polite live region, which nobody sees. */
export class Announcer {
  /** To be put into the shadow tree, where it stays: regions that come and go are not heard. */
  region = make("div", { className: "aside", role: "status" });

  #last = Number.NEGATIVE_INFINITY;

  /**
   * Says something that happened once.
   *
   * @param {string} text
   */
  say(text) {
    this.region.textContent = text;
    this.#last = performance.now();
  }

  /**
   * Says how far something is, unless the last announcement was just now.
   *
   * @param {string} text
   */
  sayProgress(text) {
    if (performance.now() - this.#last >= QUIET_TIME) this.say(text);
  }
}
