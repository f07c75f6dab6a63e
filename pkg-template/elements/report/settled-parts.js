import { ReportStream } from "./stream.js";

/** @import { ReportDevice, ReportSummary } from "../../gateway.js" */

/**
 * Notices which reports of a fleet settle while others are still waiting. Their devices that have not answered are
 * silent from then on, but the stream of the whole fleet does not say so: they have sent nothing, and it does not say
 * which device belongs to which report. So such a report is read once more, separately.
 */
export class SettledParts {
  #baseUrl;
  #onDevices;
  /** Reports that were waiting when they were last seen. @type {Set<string>} */
  #waiting = new Set();
  /** @type {ReportStream[]} */
  #streams = [];

  /**
   * @param {string} baseUrl
   * @param {(devices: readonly ReportDevice[]) => void} onDevices
   */
  constructor(baseUrl, onDevices) {
    this.#baseUrl = baseUrl;
    this.#onDevices = onDevices;
  }

  /** @param {readonly ReportSummary[]} reports of the fleet, as they stand now */
  look(reports) {
    for (const { txid, state, silent } of reports) {
      if (state === "waiting") this.#waiting.add(txid);
      else if (this.#waiting.delete(txid) && silent) this.#read(txid);
    }
  }

  close() {
    for (const stream of this.#streams) stream.close();
  }

  /** @param {string} txid */
  #read(txid) {
    // The fleet's own stream reports the totals and the state of the connection.
    const listener = { onReport() {}, onDevices: this.#onDevices, onConnection() {} };
    const stream = new ReportStream(this.#baseUrl, [txid], listener);
    this.#streams.push(stream);
    stream.resume();
  }
}
