import { setTimeout as pause } from "node:timers/promises";
import { messagesOf } from "./messages.js";

/** @import { ReportRequest } from "./request-body.js" */

/**
 * How callbacks come. Shares are from 0 to 1, of the devices or callbacks, rounded up.
 *
 * @typedef {object} Delivery
 * @property {number} devicesPerCallback 1 as the service does it, or more
 * @property {number} repeated the share of callbacks that come twice
 * @property {number} seed of the order they come in, and of all choices
 * @property {number} atOnce how many are under way at the same time
 * @property {number} patience milliseconds that a listener may take
 * @property {number} tries how often a callback is sent to a listener that does not take it, at most
 * @property {number} pause milliseconds between two tries
 * @property {number} early the share of callbacks that are delivered before the request for the report is answered
 * @property {number} silent the share of devices that never answer; 1: no callback at all
 * @property {number} unasked how many devices answer that the request did not name
 * @property {number} revised the share of devices that are reported once more at the end, with other numbers
 * @property {number} huge the share of devices with more than 2^53 bytes
 * @property {boolean} unknownFields callbacks and their entries have fields that no document names
 * @property {boolean} fault a `fault` comes in place of the report
 */

/** @type {Readonly<Delivery>} */
export const usualDelivery = Object.freeze({
  devicesPerCallback: 1,
  repeated: 0.1,
  seed: 1,
  atOnce: 8,
  patience: 10_000,
  tries: 3,
  pause: 0,
  early: 0,
  silent: 0,
  unasked: 0,
  revised: 0,
  huge: 0,
  unknownFields: false,
  fault: false,
});

/**
 * One callback of a report.
 *
 * @typedef {object} Callback
 * @property {string} body
 * @property {number} tries how often it was sent so far
 * @property {boolean} acknowledged whether the listener answered 2xx
 */

/** The callbacks of one report on their way to the listener. */
export class ReportDelivery {
  /** In the order that they are sent in. @type {readonly Callback[]} */
  callbacks;

  #listener;
  #delivery;
  #log;
  #closing;
  /** @type {readonly (readonly Callback[])[]} one after the other: before the answer, after it, and the revisions */
  #rounds;

  /**
   * @param {URL} listener
   * @param {string} txid
   * @param {ReportRequest} request
   * @param {Delivery} delivery
   * @param {(line: string) => void} log
   * @param {AbortSignal} closing ends all tries
   */
  constructor(listener, txid, request, delivery, log, closing) {
    this.#listener = listener;
    this.#delivery = delivery;
    this.#log = log;
    this.#closing = closing;
    this.txid = txid;
    const { first, revisions } = messagesOf(txid, request, delivery);
    this.callbacks = [...first, ...revisions].map((body) => ({ body, tries: 0, acknowledged: false }));
    const early = Math.ceil(first.length * delivery.early);
    this.#rounds = [
      this.callbacks.slice(0, early),
      this.callbacks.slice(early, first.length),
      this.callbacks.slice(first.length),
    ];
  }

  /** Those that come before the answer. */
  async sendEarly() {
    await this.#sendAll(this.#rounds[0] ?? []);
  }

  /** All others. */
  async sendOthers() {
    for (const round of this.#rounds.slice(1)) await this.#sendAll(round);
  }

  /** @param {readonly Callback[]} callbacks */
  async #sendAll(callbacks) {
    const queue = callbacks.values();
    const sender = async () => {
      for (const callback of queue) await this.#send(callback);
    };
    await Promise.all(Array.from({ length: this.#delivery.atOnce }, sender));
  }

  /** @param {Callback} callback */
  async #send(callback) {
    const { tries } = this.#delivery;
    while (callback.tries < tries && !callback.acknowledged && !this.#closing.aborted) {
      if (callback.tries > 0) await pause(this.#delivery.pause, undefined, { signal: this.#closing }).catch(() => {});
      callback.tries++;
      const problem = await this.#post(callback.body);
      callback.acknowledged = problem === undefined;
      if (problem !== undefined) this.#log(`${problem}, try ${callback.tries} of ${tries}.`);
    }
  }

  /**
   * @param {string} body
   * @returns {Promise<string | undefined>} why the listener has not taken it
   */
  async #post(body) {
    try {
      const { ok, status } = await fetch(this.#listener, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        signal: AbortSignal.timeout(this.#delivery.patience),
      });
      return ok ? undefined : `The listener answered ${status} to a callback`;
    } catch (error) {
      return `The listener could not be reached (${error instanceof Error ? error.message : error})`;
    }
  }
}
