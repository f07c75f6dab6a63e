import { counted, numberText } from "../numbers.js";
import { rangeText } from "./charts.js";
import { countFiltered } from "./filters.js";
import { missing } from "./find.js";

/**
 * @import { Selection } from "./select.js"
 * @import { Parts } from "./skeleton.js"
 * @import { DeviceStore } from "./store.js"
 */

/**
 * Shows the filters of the table.
 *
 * @param {Parts} part
 * @param {DeviceStore} store
 * @param {Selection} selection
 * @param {number} shown rows
 * @param {number} changes since the rows were last sorted
 */
export function drawTools(part, store, { filter, bin, search }, shown, changes) {
  const counts = countFiltered(store);
  part("chips").style.setProperty("--digits", `${numberText(store.size).length}ch`);
  for (const [name, count] of Object.entries(counts)) {
    const chip = part(name);
    chip.ariaPressed = String(name === filter);
    /** @type {Element} */ (chip.lastElementChild).textContent = numberText(count);
  }
  const absent = missing(store, search).length;
  part("found").textContent =
    `${counted(shown, "device")} shown${absent ? `, ${numberText(absent)} not in this report` : ""}`;
  part("any").hidden = bin === undefined;
  part("any").textContent = `${bin === undefined ? "" : rangeText(bin)} ✕`;
  part("update").classList.toggle("unseen", changes === 0);
  part("update").textContent = `${numberText(changes)} new, update order`;
}
