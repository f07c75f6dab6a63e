const NOT_LOADED =
  "The part of this page that shows reports could not be loaded. The report is not lost. Check your network, then load the page again.";

/** Shows the report of an address, or several as one. The view is loaded when it is first needed. */
export class ReportPage {
  #title;
  #place;
  #onAskAgain;
  /** What is shown, or being loaded; empty for nothing. */
  #txids = "";

  /**
   * @param {HTMLElement} title
   * @param {HTMLElement} place
   * @param {(request: import("thingspace-aggregate/elements").UsageRequestFields) => void} onAskAgain the reader wants
   *   a new report, of some of the devices
   */
  constructor(title, place, onAskAgain) {
    this.#title = title;
    this.#place = place;
    this.#onAskAgain = onAskAgain;
  }

  /** @param {string} txids with spaces between */
  async show(txids) {
    if (txids === this.#txids) return;
    this.#txids = txids;
    const [first, ...others] = txids.split(" ");
    this.#title.textContent = `Report ${first}${others.length > 0 ? `, and ${others.length} more as one` : ""}`;
    this.#place.replaceChildren("Loading…");
    const content = await this.#load(txids);
    if (txids === this.#txids) this.#place.replaceChildren(content);
  }

  /** @param {string} txids */
  async #load(txids) {
    try {
      const { makeReport } = await import("./report-view.js");
      return await makeReport(txids, this.#onAskAgain);
    } catch {
      return NOT_LOADED;
    }
  }

  /** Stops reading. */
  leave() {
    this.#txids = "";
    this.#place.replaceChildren();
  }
}
