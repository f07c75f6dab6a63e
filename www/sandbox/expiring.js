import { randomUUID } from "node:crypto";

/**
 * Tokens of one kind, each of which dies at its time.
 */
export class Expiring {
  #now;
  /** When each dies, in milliseconds since 1970. @type {Map<string, number>} */
  #ends = new Map();

  /** @param {() => number} now milliseconds since 1970 */
  constructor(now) {
    this.#now = now;
  }

  /** @param {number} seconds @returns {string} a new token that lives so long */
  issue(seconds) {
    const token = randomUUID();
    this.extend(token, seconds);
    return token;
  }

  /** @param {string} token @param {number} seconds from now */
  extend(token, seconds) {
    this.#ends.set(token, this.#now() + seconds * 1000);
  }

  /** @param {string} token @returns {number} whole seconds that it has left; 0 when it is not, or no longer, known */
  secondsLeft(token) {
    return Math.max(0, Math.ceil(((this.#ends.get(token) ?? 0) - this.#now()) / 1000));
  }

  /** Those that are alive. */
  alive() {
    return [...this.#ends.keys()].filter((token) => this.secondsLeft(token) > 0);
  }

  clear() {
    this.#ends.clear();
  }
}
