import { make } from "../make.js";
import { counted, numberText } from "../numbers.js";
import { countFiltered } from "./filters.js";
import { missing, readSearch } from "./find.js";

/**
 * @import { FilterName } from "./filters.js"
 * @import { Selection } from "./select.js"
 * @import { DeviceStore } from "./store.js"
 *
 * @typedef {"all" | "shown" | "failed"} CsvPart
 *
 * @typedef {object} ToolsListener
 * @property {(change: Partial<Selection>) => void} onSelect
 * @property {() => void} onUpdate brings the rows into their order
 * @property {(part: CsvPart) => void} onCsv
 * @property {(file: File) => void} onCompare
 */

/** @type {readonly [FilterName, string][]} */
const names = [
  ["all", "All"],
  ["top", "Top"],
  ["silent", "Silent"],
  ["noBytes", "No bytes"],
  ["errors", "Errors"],
  ["unexpected", "Unexpected"],
  ["revised", "Revised"],
];

/** @type {readonly [CsvPart, string][]} */
const parts = [
  ["all", "CSV of all"],
  ["shown", "CSV of what is shown"],
  ["failed", "CSV of failed"],
];

/** What chooses the rows of the table, and what is done with them. */
export class ToolsView {
  #chips = names.map(([filter, name]) => {
    const count = make("span", { className: "count" });
    const element = make("button", { className: "small" }, `${name} `, count);
    element.onclick = () => this.listener.onSelect({ filter });
    return { filter, count, element };
  });
  #bin = make("button", { className: "small main", hidden: true });
  #find = make("input", { type: "search", autocomplete: "off", spellcheck: false });
  #found = make("span", { role: "status", className: "quiet" });
  #file = make("input", { type: "file", accept: ".csv,text/csv", hidden: true });
  #compared = make("p", { role: "status", className: "quiet" });
  #update = make("button", { className: "small update" });

  element = make(
    "div",
    { part: "tools" },
    make(
      "div",
      { className: "row", role: "group", ariaLabel: "Filter" },
      ...this.#chips.map(({ element }) => element),
      this.#bin,
    ),
    make(
      "div",
      { className: "row" },
      make("label", { className: "row" }, "Find", this.#find),
      this.#found,
      this.#update,
    ),
    make(
      "div",
      { className: "row" },
      ...parts.map(([part, name]) =>
        make("button", { className: "small", onclick: () => this.listener.onCsv(part) }, name),
      ),
      make("button", { className: "small", onclick: () => this.#file.click() }, "Compare with an earlier CSV"),
      this.#file,
    ),
    this.#compared,
  );

  /** @param {ToolsListener} listener */
  constructor(listener) {
    this.listener = listener;
    this.#update.onclick = () => listener.onUpdate();
    this.#bin.onclick = () => {
      this.#chips[0].element.focus();
      listener.onSelect({ bin: undefined });
    };
    this.#find.oninput = () => listener.onSelect({ search: readSearch(this.#find.value) });
    this.#find.onpaste = (event) => this.#paste(event);
    this.#file.onchange = () => {
      const [file] = this.#file.files ?? [];
      if (file) listener.onCompare(file);
      // The same file can be chosen again.
      this.#file.value = "";
    };
  }

  /** Several IMEIs do not go into the field, which would lose the line breaks between them. @param {ClipboardEvent} event */
  #paste(event) {
    const search = readSearch(event.clipboardData?.getData("text") ?? "");
    if (!("imeis" in search)) return;
    event.preventDefault();
    this.#find.value = "";
    this.#find.placeholder = counted(search.imeis.size, "pasted IMEI");
    this.listener.onSelect({ search });
  }

  /** @param {string} text */
  showComparison(text) {
    this.#compared.textContent = text;
  }

  /**
   * @param {DeviceStore} store
   * @param {Selection} selection
   * @param {{ shown: number, changes: number, bin: string }} state
   */
  draw(store, selection, { shown, changes, bin }) {
    const counts = countFiltered(store);
    for (const { filter, count, element } of this.#chips) {
      element.ariaPressed = String(filter === selection.filter);
      count.textContent = numberText(counts[filter]);
    }
    const { search } = selection;
    const absent = missing(store, search).length;
    if (!("imeis" in search)) this.#find.placeholder = "";
    this.#found.textContent = `${counted(shown, "device")} shown${absent ? `, ${numberText(absent)} not in this report` : ""}`;
    this.#bin.hidden = selection.bin === undefined;
    this.#bin.textContent = `${bin} ✕`;
    this.#update.classList.toggle("unseen", changes === 0);
    this.#update.textContent = `${numberText(changes)} new, update order`;
  }
}
