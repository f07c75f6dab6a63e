import { make } from "../make.js";
import { counted, numberText } from "../numbers.js";
import { histogram, largest, startOf, ZERO } from "./histogram.js";
import { bytesText } from "./words.js";

/**
 * @import { Bin } from "./histogram.js"
 * @import { Parts } from "./skeleton.js"
 * @import { DeviceStore } from "./store.js"
 */

const LARGEST = 20;

/** How many of them are changed per frame. */
const CHANGED = 5;

/**
 * Shows the devices with the most bytes.
 *
 * @param {Parts} part
 * @param {DeviceStore} store
 * @returns {boolean} whether everything is drawn; if not, the next frame has to draw more, so that none takes long
 */
export function drawLargest(part, store) {
  const list = part("largest");
  const rows = largest(store.bytes, LARGEST);
  // Space for those that have not answered as well.
  list.style.setProperty("--most", String(Math.min(store.report?.expected ?? LARGEST, LARGEST)));
  while (list.children.length > rows.length) list.lastChild?.remove();
  let left = CHANGED;
  for (const [place, row] of rows.entries()) {
    if (left === 0) return false;
    const item = list.children[place] ?? list.appendChild(largestItem());
    const [name, size, bar] = /** @type {HTMLCollectionOf<HTMLElement>} */ (item.children);
    const texts = [[store.imeis[row], store.own(row)[0]].filter(Boolean).join(" · "), bytesText(store.bytes[row])];
    bar.style.width = `${(100 * store.bytes[row]) / store.bytes[rows[0]]}%`;
    if (name.textContent === texts[0] && size.textContent === texts[1]) continue;
    [name.textContent, size.textContent] = texts;
    left--;
  }
  return true;
}

function largestItem() {
  return make("li", {}, make("span"), make("span"), make("span", { className: "bar" }));
}

/** Shows the distribution of the bytes over the devices. @param {Parts} part @param {DeviceStore} store @param {number | undefined} picked */
export function drawHistogram(part, store, picked) {
  const bins = histogram(store.bytes);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const message = messageOf(bins);
  const chart = part("chart");
  part("message").textContent = message;
  chart.ariaLabel = message;
  chart.setAttribute("viewBox", `0 0 ${bins.length} ${most}`);
  // A few thousand characters, which are only numbers.
  const bars = bins
    .map(({ bin, count }, x) => {
      const look = bin === picked ? "picked" : "";
      return `<rect x="${x + 0.1}" y="${most - count}" width=".8" height="${count}" class="${look}"></rect>`;
    })
    .join("");
  if (chart.innerHTML !== bars) chart.innerHTML = bars;
  // No more of them than a narrow screen has space for.
  const step = 3 * Math.ceil(bins.length / 15);
  part("scale").style.gridTemplateColumns = `repeat(${bins.length}, minmax(0, 1fr))`;
  part("scale").replaceChildren(
    ...bins.map(({ bin }) => make("span", {}, bin % step && bin !== ZERO ? "" : bytesText(startOf(bin)))),
  );
  if (/** @type {HTMLDetailsElement} */ (part("figures")).open) {
    drawBins(/** @type {HTMLTableSectionElement} */ (part("bins")), bins, picked);
  }
}

/** Rows are reused: a button that is created again loses the focus. @param {HTMLTableSectionElement} body @param {Bin[]} bins @param {number | undefined} picked */
function drawBins(body, bins, picked) {
  while (body.rows.length > bins.length) body.deleteRow(-1);
  for (const [index, { bin, count }] of bins.entries()) {
    const row = body.rows[index] ?? body.appendChild(binRow());
    const button = /** @type {HTMLButtonElement} */ (row.cells[0].firstChild);
    button.textContent = rangeText(bin);
    button.dataset.bin = String(bin);
    button.ariaPressed = String(bin === picked);
    row.cells[1].textContent = numberText(count);
  }
}

function binRow() {
  return make("tr", {}, make("td", {}, make("button", { className: "small" })), make("td", { className: "number" }));
}

/** The name of a bin of the histogram. @param {number} bin */
export function rangeText(bin) {
  return bin === ZERO ? "No bytes" : `${bytesText(startOf(bin))} to ${bytesText(startOf(bin + 1))}`;
}

/** @param {Bin[]} bins */
function messageOf([zero, ...bins]) {
  const none = zero.count > 0 || bins.length === 0 ? [`${counted(zero.count, "device")} transferred nothing`] : [];
  if (bins.length === 0) return `${none}.`;
  const peak = bins.reduce((best, bin) => (bin.count > best.count ? bin : best));
  return `${[`Most often: ${rangeText(peak.bin)}, by ${counted(peak.count, "device")}`, ...none].join("; ")}.`;
}
