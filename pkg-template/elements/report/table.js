import { make } from "../make.js";
import { numberText } from "../numbers.js";
import { stateNames } from "./store.js";
import { bytesText, changeText, figureText } from "./words.js";

/**
 * @import { Sort } from "./select.js"
 * @import { Parts } from "./skeleton.js"
 * @import { DeviceStore } from "./store.js"
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {string} [key] what a click on the name sorts by
 * @property {boolean} [isNumber]
 * @property {(store: DeviceStore, row: number) => string} text
 *
 * @typedef {object} TableState
 * @property {Sort} [sort]
 * @property {number} [page] undefined for all rows
 * @property {boolean} isTouched whether the user may be reading the table
 */

const PAGE = 100;

/** How many rows are filled per frame: of a page, and of a table that nobody has touched. */
const FILLED_OF_PAGE = 5;
const FILLED_AT_FIRST = 10;

/** How many rows are kept above and below the visible ones. */
const MARGIN = 5;

/** @param {readonly number[]} order */
export function pagesOf(order) {
  return Math.max(1, Math.ceil(order.length / PAGE));
}

/**
 * Draws the table of devices. If there are many rows, only the visible ones are in the document, with empty space for
 * the rest. Most screen readers cannot read such a table; for them, there are pages.
 *
 * @param {Parts} part
 * @param {DeviceStore} store
 * @param {readonly number[]} order the rows to show
 * @param {TableState} state
 * @returns {boolean} whether everything is drawn; if not, the next frame has to draw more, so that none takes long
 */
export function drawTable(part, store, order, { sort, page, isTouched }) {
  const table = /** @type {HTMLTableElement} */ (part("devices"));
  const [body] = table.tBodies;
  const columns = columnsOf(store);
  if (drawHead(table, columns, sort)) return false;
  const view = viewOf(part, body);
  const [start, end] = page === undefined ? windowOf(view, order.length) : pageOf(part, order, page);
  if (page === undefined) moveRows(body, start);
  while (body.rows.length > end - start) body.deleteRow(-1);
  const pattern = rowOf(columns);
  const touched = isTouched ? view.seen : FILLED_AT_FIRST;
  let place = start;
  for (let left = page === undefined ? touched : FILLED_OF_PAGE; place < end && left > 0; place++) {
    const line = body.rows[place - start] ?? body.appendChild(pattern.cloneNode(true));
    if (fill(/** @type {HTMLTableRowElement} */ (line), columns, store, order[place], place)) left--;
  }
  const [first, last] = page === undefined ? [0, order.length] : [start, end];
  body.style.setProperty("--before", `${(start - first) * view.height}px`);
  body.style.setProperty("--after", `${(last - start - body.rows.length) * view.height}px`);
  table.ariaRowCount = String(order.length + 1);
  return place === end;
}

/**
 * Which rows are visible.
 *
 * @param {Parts} part
 * @param {HTMLTableSectionElement} body
 */
function viewOf(part, body) {
  const height = body.rows[0]?.getBoundingClientRect().height || 36;
  const { scrollTop, clientHeight } = part("scroller");
  return { height, first: Math.floor(scrollTop / height), seen: Math.ceil(clientHeight / height) + MARGIN };
}

/** @param {{ first: number, seen: number }} view @param {number} length */
function windowOf({ first, seen }, length) {
  const count = seen + MARGIN;
  const start = Math.max(0, Math.min(first - MARGIN, length - count));
  return [start, Math.min(length, start + count)];
}

/** @param {Parts} part @param {readonly number[]} order @param {number} page */
function pageOf(part, order, page) {
  part("page").textContent = `Page ${numberText(page + 1)} of ${numberText(pagesOf(order))}`;
  return [page * PAGE, Math.min((page + 1) * PAGE, order.length)];
}

/** Rows that remain visible stay where they are in the document, so that nothing moves. @param {HTMLTableSectionElement} body @param {number} start */
function moveRows(body, start) {
  const { rows } = body;
  const by = start + 2 - Number(rows[0]?.ariaRowIndex);
  if (!(Math.abs(by) < rows.length)) return body.replaceChildren();
  for (let left = by; left > 0; left--) body.append(rows[0] ?? "");
  for (let left = by; left < 0; left++) body.prepend(rows[rows.length - 1] ?? "");
}

/**
 * Text nodes are reused, and rows that are up to date are not touched.
 *
 * @param {HTMLTableRowElement} line
 * @param {readonly Column[]} columns
 * @param {DeviceStore} store
 * @param {number} row
 * @param {number} place in the order
 * @returns {boolean} whether anything has changed
 */
function fill(line, columns, store, row, place) {
  let isChanged = false;
  line.ariaRowIndex = String(place + 2);
  line.dataset.state = stateNames[store.states[row]];
  for (let index = 0; index < columns.length; index++) {
    const cell = /** @type {Text} */ (line.cells[index].firstChild);
    const now = columns[index].text(store, row);
    if (cell.data === now) continue;
    cell.data = now;
    isChanged = true;
  }
  return isChanged;
}

/** @param {HTMLTableElement} table @param {Column[]} columns @param {Sort | undefined} sort @returns whether the columns have changed */
function drawHead({ tHead, tBodies }, columns, sort) {
  const head = /** @type {HTMLTableRowElement} */ (tHead?.rows[0]);
  const isOther = head.textContent !== columns.map(({ name }) => name).join("");
  if (isOther) {
    head.replaceChildren(...columns.map(headCell));
    tBodies[0].replaceChildren();
  }
  for (const [index, { key }] of columns.entries()) {
    const isSorted = sort !== undefined && sort.key === key;
    head.cells[index].ariaSort = isSorted ? (sort.isDescending ? "descending" : "ascending") : null;
  }
  return isOther;
}

/** @param {Column} column */
function headCell({ name, key, isNumber }) {
  const cell = make("th", { scope: "col", className: isNumber ? "number" : "" }, key ? make("button", {}, name) : name);
  if (key) /** @type {HTMLElement} */ (cell.firstChild).dataset.sort = key;
  return cell;
}

/** @param {Column[]} columns */
function rowOf(columns) {
  return make("tr", {}, ...columns.map(({ isNumber }) => make("td", { className: isNumber ? "number" : "" }, "")));
}

/** @param {DeviceStore} store @returns {Column[]} */
function columnsOf(store) {
  const own = store.columns?.names ?? [];
  return [
    { name: "IMEI", key: "imei", text: ({ imeis }, row) => imeis[row] },
    { name: "State", key: "state", text: stateText },
    { name: "Sessions", key: "sessions", isNumber: true, text: (_, row) => figureText(store.written("sessions", row)) },
    { name: "Data", key: "bytes", isNumber: true, text: ({ bytes }, row) => sizeText(bytes[row], bytesText) },
    { name: "Bytes", isNumber: true, text: (_, row) => figureText(store.written("bytes", row)) },
    ...(store.earlier ? [{ name: "Change", key: "change", isNumber: true, text: changeOf }] : []),
    ...own.map((name, index) => ({ name, key: String(index), text: ownText(index) })),
    { name: "Reason", key: "error", text: ({ errors }, row) => errors[row]?.errorMessage ?? "" },
  ];
}

/** @param {number} bytes @param {(bytes: number) => string} text */
function sizeText(bytes, text) {
  return Number.isNaN(bytes) ? "" : text(bytes);
}

/** @param {DeviceStore} store @param {number} row */
function changeOf(store, row) {
  return sizeText(store.change(row), changeText);
}

/** @param {number} index @returns {Column["text"]} */
function ownText(index) {
  return (store, row) => store.own(row)[index] ?? "";
}

/** By number. */
const stateTexts = ["Waiting", "Silent", "Reported", "Failed"];

/** @param {DeviceStore} store @param {number} row */
function stateText({ states, revised, isByName, expected }, row) {
  return (
    stateTexts[states[row]] + (revised[row] ? ", revised" : "") + (isByName && !expected[row] ? ", not asked for" : "")
  );
}
