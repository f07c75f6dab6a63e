import { make } from "../make.js";
import { counted, numberText } from "../numbers.js";
import { histogram, largest, ZERO } from "./histogram.js";
import { bytesText } from "./words.js";

/**
 * @import { Bin } from "./histogram.js"
 * @import { DeviceStore } from "./store.js"
 */

const LARGEST = 20;
const SVG = "http://www.w3.org/2000/svg";

/** The devices with the most bytes. */
export class LargestView {
  #list = make("ol", { className: "largest" });

  element = make("section", { part: "largest" }, make("h3", {}, `The ${LARGEST} with the most data`), this.#list);

  /** @param {DeviceStore} store */
  draw(store) {
    const rows = largest(store.bytes, LARGEST);
    const most = store.bytes[rows[0]];
    const items = rows.map((row) => {
      const bar = make("span", { className: "bar" });
      bar.style.inlineSize = `${(100 * store.bytes[row]) / most}%`;
      const name = [store.imeis[row], store.own(row)[0]].filter(Boolean).join(" · ");
      return make("li", {}, make("span", {}, name), make("span", {}, bytesText(store.bytes[row])), bar);
    });
    this.#list.replaceChildren(...items);
  }
}

/** How the bytes are spread over the devices; a click shows the devices of a bin. */
export class HistogramView {
  /** @type {Bin[]} */
  #bins = [];
  #drawn = "";
  #message = make("p");
  #chart = document.createElementNS(SVG, "svg");
  #scale = make("div", { className: "scale", ariaHidden: "true" });
  #figures = make("tbody");

  element = make(
    "section",
    { part: "histogram" },
    make("h3", {}, "How the data is spread"),
    this.#message,
    this.#chart,
    this.#scale,
    make(
      "details",
      {},
      make("summary", {}, "The figures"),
      make(
        "table",
        {},
        make(
          "thead",
          {},
          make("tr", {}, make("th", { scope: "col" }, "Data"), make("th", { scope: "col" }, "Devices")),
        ),
        this.#figures,
      ),
    ),
  );

  /** @param {(bin: Bin) => void} onPick */
  constructor(onPick) {
    this.onPick = onPick;
    this.#chart.setAttribute("role", "img");
    this.#chart.setAttribute("preserveAspectRatio", "none");
    this.#chart.onclick = ({ clientX }) => {
      const { left, width } = this.#chart.getBoundingClientRect();
      const bin = this.#bins[Math.floor(((clientX - left) / width) * this.#bins.length)];
      if (bin) onPick(bin);
    };
  }

  /** @param {DeviceStore} store @param {number | undefined} picked */
  draw(store, picked) {
    this.#bins = histogram(store.bytes);
    const bins = this.#bins;
    // Buttons that are made anew lose the focus.
    const now = JSON.stringify([bins, picked]);
    if (now === this.#drawn) return;
    this.#drawn = now;
    const most = Math.max(1, ...bins.map(({ count }) => count));
    const message = messageOf(bins);
    this.#message.textContent = message;
    this.#chart.setAttribute("aria-label", message);
    this.#chart.setAttribute("viewBox", `0 0 ${bins.length} 100`);
    this.#chart.replaceChildren(
      ...bins.map(({ bin, count }, index) => bar(index, (100 * count) / most, bin === picked)),
    );
    this.#scale.style.gridTemplateColumns = `repeat(${bins.length}, minmax(0, 1fr))`;
    const step = Math.max(3, Math.ceil(bins.length / 18) * 3);
    this.#scale.replaceChildren(
      ...bins.map(({ bin, from }) => make("span", {}, bin === ZERO ? "0" : bin % step === 0 ? bytesText(from) : "")),
    );
    this.#drawFigures(bins, picked);
  }

  /** @param {readonly Bin[]} bins @param {number | undefined} picked */
  #drawFigures(bins, picked) {
    for (const [index, bin] of bins.entries()) {
      const row = this.#figures.rows[index] ?? this.#figures.appendChild(figureRow());
      const button = /** @type {HTMLButtonElement} */ (row.cells[0].firstChild);
      button.textContent = rangeText(bin);
      button.ariaPressed = String(bin.bin === picked);
      button.onclick = () => this.onPick(bin);
      row.cells[1].textContent = numberText(bin.count);
    }
    while (this.#figures.rows.length > bins.length) this.#figures.deleteRow(-1);
  }
}

function figureRow() {
  return make("tr", {}, make("td", {}, make("button", { className: "small" })), make("td"));
}

/** @param {number} x @param {number} height @param {boolean} isPicked */
function bar(x, height, isPicked) {
  const rect = document.createElementNS(SVG, "rect");
  const attributes = { x: x + 0.1, y: 100 - height, width: 0.8, height, class: isPicked ? "picked" : "" };
  for (const [name, value] of Object.entries(attributes)) rect.setAttribute(name, String(value));
  return rect;
}

/** @param {Bin} bin */
export function rangeText({ bin, from, to }) {
  return bin === ZERO ? "No bytes" : `${bytesText(from)} to ${bytesText(to)}`;
}

/** @param {readonly Bin[]} bins */
function messageOf([zero, ...bins]) {
  const peak = bins.reduce((best, bin) => (bin.count > best.count ? bin : best), { ...zero, count: 0 });
  const most =
    peak.count === 0 ? "No device moved data yet" : `Most devices, ${numberText(peak.count)}, moved ${rangeText(peak)}`;
  return `${most}; ${counted(zero.count, "device")} moved nothing.`;
}
