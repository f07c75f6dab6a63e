import { make } from "../make.js";
import { numberText } from "../numbers.js";
import { stateNames } from "./store.js";
import { bytesText, changeText, figureText } from "./words.js";

/**
 * @import { Sort, SortKey } from "./select.js"
 * @import { DeviceStore } from "./store.js"
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {SortKey} [key] what a click on the name sorts by
 * @property {boolean} [isNumber]
 * @property {(store: DeviceStore, row: number) => string} text
 */

const PAGE = 100;

/** Rows above and below those that are seen. */
const MARGIN = 8;

/**
 * The table of devices. Of many rows, only those that are seen are in the document, and margins stand for the rest;
 * where that does not do, as with most screen readers, there are pages.
 */
export class TableView {
  #isPaged = false;
  #page = 0;
  /** @type {readonly number[]} */
  #order = [];
  /** @type {Column[]} */
  #columns = [];
  #head = make("tr", { ariaRowIndex: "1" });
  #body = make("tbody");
  #table = make("table", {}, make("thead", {}, this.#head), this.#body);
  #scroller = make("div", { className: "scroller", role: "region", ariaLabel: "Devices", tabIndex: 0 }, this.#table);
  #previous = make("button", { className: "small", onclick: () => this.#turn(-1) }, "Previous");
  #next = make("button", { className: "small", onclick: () => this.#turn(1) }, "Next");
  #where = make("span", { role: "status" });
  #pages = make("nav", { className: "row", hidden: true, ariaLabel: "Pages" }, this.#previous, this.#where, this.#next);
  #toggle = make("button", { className: "small", ariaPressed: "false" }, `Pages of ${PAGE}`);

  element = make(
    "div",
    { part: "table" },
    make("div", { className: "row" }, this.#toggle, this.#pages),
    this.#scroller,
  );

  /** @param {{ onSort: (key: SortKey) => void, onDraw: () => void, onTouch: () => void }} listener */
  constructor({ onSort, onDraw, onTouch }) {
    this.onSort = onSort;
    this.onDraw = onDraw;
    this.#toggle.onclick = () => this.#setPaged(!this.#isPaged);
    this.#scroller.onscroll = () => {
      onTouch();
      onDraw();
    };
  }

  /** @param {boolean} isPaged */
  #setPaged(isPaged) {
    this.#isPaged = isPaged;
    this.#toggle.ariaPressed = String(isPaged);
    this.#pages.hidden = !isPaged;
    this.element.classList.toggle("paged", isPaged);
    this.toStart();
    this.onDraw();
  }

  /** To be called when the rows are others. */
  toStart() {
    this.#page = 0;
    this.#scroller.scrollTop = 0;
  }

  /** @param {number} by */
  #turn(by) {
    this.#page += by;
    this.onDraw();
  }

  /**
   * @param {DeviceStore} store
   * @param {readonly number[]} order the rows to be seen
   * @param {Sort | undefined} sort
   */
  draw(store, order, sort) {
    this.#order = order;
    this.#drawHead(columnsOf(store), sort);
    const [start, end] = this.#isPaged ? this.#pageRange() : this.#window();
    this.#drawRows(store, start, end);
    this.#table.ariaRowCount = String(order.length + 1);
  }

  /** @returns {[start: number, end: number]} */
  #pageRange() {
    const { length } = this.#order;
    const pages = Math.max(1, Math.ceil(length / PAGE));
    this.#page = Math.min(this.#page, pages - 1);
    this.#previous.disabled = this.#page === 0;
    this.#next.disabled = this.#page === pages - 1;
    this.#where.textContent = `Page ${numberText(this.#page + 1)} of ${numberText(pages)}`;
    this.#table.style.marginBlock = "0";
    return [this.#page * PAGE, Math.min((this.#page + 1) * PAGE, length)];
  }

  /** @returns {[start: number, end: number]} */
  #window() {
    const { length } = this.#order;
    const height = this.#body.rows[0]?.offsetHeight || 36;
    const { scrollTop, clientHeight } = this.#scroller;
    const first = Math.floor(scrollTop / height) - MARGIN;
    const count = Math.ceil(clientHeight / height) + 2 * MARGIN;
    const start = Math.max(0, Math.min(first, length - count));
    const end = Math.min(length, start + count);
    this.#table.style.marginBlock = `${start * height}px ${(length - end) * height}px`;
    return [start, end];
  }

  /** @param {Column[]} columns @param {Sort | undefined} sort */
  #drawHead(columns, sort) {
    const hasChanged = columns.map(({ name }) => name).join("\n") !== this.#columns.map(({ name }) => name).join("\n");
    this.#columns = columns;
    if (hasChanged) {
      this.#head.replaceChildren(...columns.map((column) => this.#headCell(column)));
      this.#body.replaceChildren();
    }
    for (const [index, { key }] of columns.entries()) {
      const isSorted = sort !== undefined && sort.key === key;
      this.#head.cells[index].ariaSort = isSorted ? (sort.isDescending ? "descending" : "ascending") : null;
    }
  }

  /** @param {Column} column */
  #headCell({ name, key, isNumber }) {
    const cell = make("th", { scope: "col", className: isNumber ? "number" : "" });
    cell.append(key === undefined ? name : make("button", { onclick: () => this.onSort(key) }, name));
    return cell;
  }

  /** @param {DeviceStore} store @param {number} start @param {number} end */
  #drawRows(store, start, end) {
    const { rows } = this.#body;
    while (rows.length > end - start) this.#body.deleteRow(-1);
    for (let place = start; place < end; place++) {
      const line = rows[place - start] ?? this.#body.appendChild(this.#emptyRow());
      const row = this.#order[place];
      line.ariaRowIndex = String(place + 2);
      line.dataset.state = stateNames[store.states[row]];
      for (const [index, { text }] of this.#columns.entries()) {
        const cell = line.cells[index];
        const now = text(store, row);
        if (cell.textContent === now) continue;
        cell.textContent = now;
        cell.title = now;
      }
    }
  }

  #emptyRow() {
    return make("tr", {}, ...this.#columns.map(({ isNumber }) => make("td", { className: isNumber ? "number" : "" })));
  }
}

/** @type {readonly Column[]} */
const figureColumns = [
  { name: "IMEI", key: "imei", text: (store, row) => store.imeis[row] },
  { name: "State", key: "state", text: stateText },
  {
    name: "Sessions",
    key: "sessions",
    isNumber: true,
    text: (store, row) => figureText(store.written("sessions", row)),
  },
  {
    name: "Data",
    key: "bytes",
    isNumber: true,
    text: (store, row) => (Number.isNaN(store.bytes[row]) ? "" : bytesText(store.bytes[row])),
  },
  { name: "Bytes", isNumber: true, text: (store, row) => figureText(store.written("bytes", row)) },
];

/** @type {Column} */
const changeColumn = {
  name: "Change",
  key: "change",
  isNumber: true,
  text: (store, row) => (Number.isNaN(store.change(row)) ? "" : changeText(store.change(row))),
};

/** @type {Column} */
const reasonColumn = { name: "Reason", key: "error", text: (store, row) => store.errors[row]?.errorMessage ?? "" };

/** @param {DeviceStore} store @returns {Column[]} */
function columnsOf(store) {
  const own = (store.columns?.names ?? []).map((name, index) => ({
    name,
    key: index,
    text: (/** @type {DeviceStore} */ _, /** @type {number} */ row) => store.own(row)[index] ?? "",
  }));
  return [...figureColumns, ...(store.earlier ? [changeColumn] : []), ...own, reasonColumn];
}

/** @param {DeviceStore} store @param {number} row */
function stateText(store, row) {
  const name = stateNames[store.states[row]];
  const marks = [
    name[0].toUpperCase() + name.slice(1),
    store.revised[row] && "revised",
    store.isByName && !store.expected[row] && "not asked for",
  ];
  return marks.filter(Boolean).join(", ");
}
