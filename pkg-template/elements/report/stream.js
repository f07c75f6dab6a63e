import { Slices } from "../slices.js";
import { serverEvents } from "./server-events.js";

/** @import { ReportDevice, ReportEvents } from "../../gateway.js" */

/**
 * The state of the connection. After `given up`, only {@link ReportStream.resume} helps.
 *
 * @typedef {"connecting" | "connected" | "reconnecting" | "given up" | "ended"} Connection
 *
 * @typedef {object} StreamListener
 * @property {(report: ReportEvents["report"]) => void} onReport
 * @property {(devices: readonly ReportDevice[]) => void} onDevices
 * @property {(connection: Connection, reason: string) => void} onConnection `reason` tells the user why it was given up
 */

/** How many failures in a row until it gives up: about ten minutes. */
const MOST_FAILURES = 25;

/** Milliseconds between two attempts. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** After how many silent milliseconds the connection is considered dead. */
const LONGEST_SILENCE = 60_000;

/** Milliseconds between two looks at the clock: timers stop while the machine sleeps, but the clock does not. */
const LOOK = 5_000;

/** Statuses that retries do not change. @type {Readonly<Record<number, string>>} */
const refusals = {
  400: "The server does not understand the request. Check the address of this page.",
  401: "You are not signed in any more. Sign in, then resume.",
  403: "You may not read this report. Check that you are signed in with the right account.",
  404: "There is no such report, or it belongs to an account that is not yours. Reports are kept for 30 days.",
};

/**
 * Reads one or several reports as they arrive, over one connection, and continues where it was after the connection was
 * lost.
 *
 * `fetch` rather than `EventSource`: it reads several reports over one connection, distinguishes a refusal from a
 * failure, and sees the comments by which an idle server shows that it is alive.
 */
export class ReportStream {
  #stop = new AbortController();
  #position = "";
  /** How many milliseconds the server's clock is ahead of this machine's. */
  #ahead = 0;
  /** Ends the wait for the next attempt. */
  #hurry = () => {};

  /**
   * @param {string} baseUrl
   * @param {readonly string[]} txids
   * @param {StreamListener} listener
   */
  constructor(baseUrl, txids, listener) {
    this.baseUrl = baseUrl;
    this.txids = txids;
    this.listener = listener;
  }

  close() {
    this.#stop.abort();
    this.hurry();
  }

  /** The server's time, by which it dates what has arrived: the clocks of users may be hours off. */
  get now() {
    return Date.now() + this.#ahead;
  }

  /** Makes the next attempt at once, if one is pending. */
  hurry() {
    this.#hurry();
  }

  /** Continues at once: starts, ends a wait, or resumes what was given up. */
  resume() {
    this.close();
    this.#stop = new AbortController();
    return this.#run(this.#stop.signal);
  }

  /** @param {AbortSignal} signal */
  async #run(signal) {
    const tell = (/** @type {Connection} */ connection, reason = "") => {
      if (!signal.aborted) this.listener.onConnection(connection, reason);
    };
    tell("connecting");
    for (let failures = 0; failures < MOST_FAILURES && !signal.aborted; failures++) {
      const attempt = new Watchdog(signal);
      try {
        const reply = await this.#ask(attempt.signal);
        this.#ahead = Date.parse(reply.headers.get("date") ?? "") - Date.now() || 0;
        const refusal = refusals[reply.type === "opaqueredirect" ? 401 : reply.status];
        if (refusal !== undefined) return tell("given up", refusal);
        if (reply.status === 204) return tell("ended");
        if (reply.ok && reply.body !== null) {
          tell("connected");
          // The server ends streams from time to time.
          const isEnded = await this.#read(reply.body, signal, () => {
            failures = -1;
            attempt.rest();
          });
          if (isEnded) return tell("ended");
        }
      } catch {
        // Whatever the reason, the next attempt shows whether it still applies.
      } finally {
        attempt.end();
      }
      if (signal.aborted) return;
      if (failures >= 0) tell("reconnecting");
      await this.#pause(Math.min(FIRST_WAIT * 2 ** Math.max(failures, 0), LONGEST_WAIT));
    }
    tell("given up", "The server could not be reached for a while. Check your network, then resume.");
  }

  /** @param {AbortSignal} signal */
  #ask(signal) {
    const [txid = ""] = this.txids;
    const isFleet = this.txids.length > 1;
    const path = isFleet ? "read-together" : encodeURIComponent(txid);
    const query = this.#position && `?since=${encodeURIComponent(this.#position)}`;
    return fetch(`${this.baseUrl}/reports/${path}${query}`, {
      method: isFleet ? "POST" : "GET",
      body: isFleet ? JSON.stringify({ txids: this.txids }) : null,
      headers: { accept: "text/event-stream", ...(isFleet && { "content-type": "application/json" }) },
      cache: "no-store",
      // Cookies also go to a gateway at another origin, which may recognise its users by them.
      credentials: "include",
      // A redirect to a login page.
      redirect: "manual",
      signal,
    });
  }

  /**
   * @param {ReadableStream<Uint8Array>} body
   * @param {AbortSignal} signal
   * @param {() => void} onSign
   * @returns {Promise<boolean>} whether it was read to its end
   */
  async #read(body, signal, onSign) {
    const slices = new Slices();
    for await (const { name, id, data } of serverEvents(body)) {
      if (signal.aborted) return false;
      onSign();
      if (name === "report" || name === "end") this.listener.onReport(JSON.parse(data));
      if (name === "devices") this.listener.onDevices(JSON.parse(data));
      // Only after the devices were taken: if something fails in between, it is read again.
      if (id !== undefined) this.#position = id;
      if (name === "end") return true;
      if (slices.isOver()) await slices.next();
    }
    return false;
  }

  /** @param {number} milliseconds */
  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }
}

/** Aborts an attempt if nothing arrives for too long, or if its owner ends it. */
class Watchdog {
  #silence = new AbortController();
  #lastSign = Date.now();
  #timer = setInterval(() => {
    if (Date.now() - this.#lastSign > LONGEST_SILENCE) this.#silence.abort();
  }, LOOK);

  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.signal = AbortSignal.any([signal, this.#silence.signal]);
  }

  /** Something has arrived. */
  rest() {
    this.#lastSign = Date.now();
  }

  end() {
    clearInterval(this.#timer);
  }
}
