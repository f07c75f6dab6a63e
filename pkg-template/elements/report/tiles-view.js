import { make } from "../make.js";
import { numberText } from "../numbers.js";
import { median } from "./figures.js";
import { bytesText, figureText } from "./words.js";

/**
 * @import { ReportEvent } from "./events.js"
 * @import { DeviceStore } from "./store.js"
 */

/** The totals. */
export class TilesView {
  #tiles = ["Reported", "Silent", "Failed", "Data", "Sessions", "Median of a device"].map((name) => {
    const [term, value, exact] = [make("dt", {}, name), make("dd", {}, "–"), make("dd", { className: "quiet" })];
    return { term, value, exact, element: make("div", { part: "tile" }, term, value, exact) };
  });

  element = make("dl", { className: "tiles", part: "tiles" }, ...this.#tiles.map(({ element }) => element));

  /** @param {ReportEvent} report @param {DeviceStore} store */
  draw(report, store) {
    const { state, answered, unexpected, failed, silent, numberOfSessions, bytesTransferred } = report;
    const middle = median(store.bytes.filter((bytes) => !Number.isNaN(bytes)));
    const exact = (/** @type {string | number} */ bytes) => `${figureText(String(bytes))} bytes`;
    this.#tiles[1].term.textContent = state === "waiting" ? "Still to answer" : "Silent";
    const texts = [
      [numberText(answered + unexpected - failed)],
      [silent === null ? "not known" : numberText(silent)],
      [numberText(failed)],
      [bytesText(Number(bytesTransferred)), exact(bytesTransferred)],
      [figureText(String(numberOfSessions))],
      middle === undefined ? ["–"] : [bytesText(middle), exact(middle)],
    ];
    for (const [index, [value, small = ""]] of texts.entries()) {
      this.#tiles[index].value.textContent = value;
      this.#tiles[index].exact.textContent = small;
    }
  }
}
