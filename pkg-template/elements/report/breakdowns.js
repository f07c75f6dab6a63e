import { make } from "../make.js";
import { counted, numberText } from "../numbers.js";
import { groupsBy } from "./groups.js";
import { reasonsOf } from "./reasons.js";
import { againText, bytesText } from "./words.js";

/**
 * @import { Parts } from "./skeleton.js"
 * @import { DeviceStore } from "./store.js"
 */

/** How many groups are shown. */
const MOST = 200;

// Loaded once devices have failed, or if the user has their own columns.

/**
 * Shows why devices failed, and what to do about it.
 *
 * @param {Parts} part
 * @param {DeviceStore} store
 * @param {string} drawn what this returned last time
 * @param {(imei: string[]) => void} onAskAgain
 * @returns {string}
 */
export function drawReasons(part, store, drawn, onAskAgain) {
  const reasons = reasonsOf(store);
  const now = JSON.stringify(reasons);
  // Buttons that are created again lose the focus.
  if (now === drawn) return now;
  const items = reasons.map(({ message, code, advice, imeis }) => {
    const onclick = () => onAskAgain(imeis);
    return make(
      "li",
      {},
      make("strong", {}, `${counted(imeis.length, "device")}: ${message}`),
      make("p", {}, `${code && `${code}. `}${advice}`),
      make("button", { className: "small", onclick }, againText(imeis.length)),
    );
  });
  part("reasons").hidden = items.length === 0;
  part("why").replaceChildren(...items);
  return now;
}

/** Shows totals by one of the user's own columns. @param {Parts} part @param {DeviceStore} store */
export function drawGroups(part, store) {
  const names = store.columns?.names ?? [];
  const choice = /** @type {HTMLSelectElement} */ (part("column"));
  part("groups").hidden = names.length === 0;
  if (names.length === 0) return;
  if (choice.textContent !== names.join("")) {
    choice.replaceChildren(...names.map((name, index) => make("option", { value: String(index) }, name)));
    choice.value = String(coarsest(names, [...(store.columns?.rows.values() ?? [])]));
  }
  const groups = groupsBy(store, Number(choice.value));
  const lines = groups.slice(0, MOST).map(({ name, devices, silent, failed, sessions, bytes }) => {
    const figures = [devices, silent, failed, sessions].map(numberText);
    const cells = [...figures, bytesText(Number(bytes))].map((text) => make("td", { className: "number" }, text));
    return make(
      "tr",
      { title: `${numberText(bytes)} bytes` },
      make("th", { scope: "row" }, name || "(none)"),
      ...cells,
    );
  });
  part("sums").replaceChildren(...lines);
  part("more").textContent = groups.length > MOST ? `The ${MOST} largest of ${numberText(groups.length)} groups` : "";
}

/**
 * The column with the fewest values, as long as there are several: groups of one device tell nothing, nor does one of all.
 *
 * @param {readonly string[]} names
 * @param {readonly (readonly string[])[]} rows
 */
function coarsest(names, rows) {
  const counts = names.map((_, column) => new Set(rows.map((cells) => cells[column])).size);
  return Math.max(0, counts.indexOf(Math.min(...counts.filter((count) => count > 1))));
}
