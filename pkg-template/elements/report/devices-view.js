import { sheetOf } from "../sheet.js";
import { inSlices } from "../slices.js";
import { drawHistogram, drawLargest } from "./charts.js";
import { devicesCss } from "./devices-css.js";
import { readSearch } from "./find.js";
import { histogram } from "./histogram.js";
import { select } from "./select.js";
import { FAILED } from "./store.js";
import { drawTable, pagesOf } from "./table.js";
import { drawTiles } from "./tiles.js";
import { drawTools } from "./tools.js";

/**
 * @import { FilterName } from "./filters.js"
 * @import { Frames } from "./frames.js"
 * @import { Selection } from "./select.js"
 * @import { DeviceStore } from "./store.js"
 */

/** Shows the devices of a report: totals, charts, and the table with its filters and its order. */
export class DevicesView {
  #root;
  #store;
  #frames;
  #askAgain;

  /** @type {Selection} */
  #selection;
  /** Undefined for all rows. @type {number | undefined} */
  #page;
  /** @type {readonly number[]} */
  #order = [];
  /** The store's number of changes when the rows were last sorted. */
  #orderedAt = 0;
  /** Counts the sorts that were requested. */
  #latest = 0;
  /** Whether the user may be reading the table, so that its rows must not move. */
  #isTouched = false;
  /** The reasons that are drawn. */
  #reasons = "";

  /**
   * @param {ShadowRoot} root with the skeleton
   * @param {DeviceStore} store
   * @param {Frames} frames to draw in
   * @param {(imei: string[]) => void} askAgain
   */
  constructor(root, store, frames, askAgain) {
    this.#root = root;
    this.#store = store;
    this.#frames = frames;
    this.#askAgain = askAgain;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheetOf(devicesCss)];
    Object.assign(frames.parts, {
      tiles: this.#onceKnown("tiles", () => drawTiles(this.#part, this.#store)),
      largest: this.#onceKnown("charts", () => this.#drawLargest()),
      histogram: () => drawHistogram(this.#part, this.#store, this.#selection.bin),
      tools: this.#onceKnown("tools", () => this.#drawTools()),
      table: this.#onceKnown("table", () => this.#drawTable()),
      reasons: () => this.#drawReasons(),
      groups: () => this.#drawGroups(),
    });
    root.addEventListener("click", (event) => this.#onClick(event));
    this.#part("column").onchange = () => frames.draw("groups");
    this.#part("figures").ontoggle = () => frames.draw("histogram");
    this.#part("scroller").onscroll = () => {
      this.#isTouched = true;
      frames.draw("table");
    };
    this.#part("rows").onpointerover = ({ target }) => {
      // Details for which the column has no space.
      const cell = /** @type {HTMLElement} */ (target);
      cell.title = cell.textContent;
    };
    const find = this.#input("find");
    this.#selection = { filter: "all", search: readSearch(find.value) };
    find.oninput = () => this.#select({ search: readSearch(find.value) });
    find.onpaste = (event) => this.#onPaste(event);
    this.#part("chart").onclick = ({ offsetX }) => {
      const bins = histogram(this.#store.bytes);
      const { bin } = bins[Math.floor((offsetX * bins.length) / this.#part("chart").clientWidth)] ?? {};
      if (bin !== undefined) this.#select({ bin });
    };
    this.#input("file").onchange = () => this.#compare();
    frames.drawAll();
  }

  /** Shows other devices. @param {DeviceStore} store */
  open(store) {
    this.#store = store;
    this.#order = [];
    this.#orderedAt = 0;
    this.#latest++;
    this.#isTouched = false;
    this.#frames.drawAll();
  }

  #part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (this.#root.getElementById(id));

  /** @param {string} id */
  #input(id) {
    return /** @type {HTMLInputElement} */ (this.#part(id));
  }

  /** The actions of buttons. @type {Record<string, () => void>} */
  #actions = {
    update: () => this.#select({}),
    compare: () => this.#part("file").click(),
    pages: () => this.#turn(this.#page === undefined ? 0 : undefined),
  };

  /** @param {Event} event */
  #onClick({ target }) {
    const {
      filter,
      bin,
      sort,
      turn,
      csv,
      do: action = "",
    } = /** @type {Element} */ (target).closest("button")?.dataset ?? {};
    if (filter) this.#select({ filter: /** @type {FilterName} */ (filter) });
    if (bin !== undefined) this.#select({ bin: bin === "" ? undefined : Number(bin) });
    if (sort) this.#sortBy(sort);
    if (turn) this.#turn((this.#page ?? 0) + Number(turn));
    if (csv) this.#saveCsv(csv);
    this.#actions[action]?.();
  }

  /** Several IMEIs cannot be pasted into the field, which would drop the line breaks between them. @param {ClipboardEvent} event */
  #onPaste(event) {
    const search = readSearch(event.clipboardData?.getData("text") ?? "");
    if (!("imeis" in search)) return;
    event.preventDefault();
    this.#input("find").value = "";
    this.#select({ search });
  }

  /** Before the server has described the report, there is nothing to show. @param {string} id @param {() => void} draw */
  #onceKnown(id, draw) {
    return () => {
      this.#part(id).hidden = this.#store.report === undefined;
      if (this.#store.report) draw();
    };
  }

  #drawLargest() {
    if (!drawLargest(this.#part, this.#store)) this.#frames.draw("largest");
  }

  async #drawTable() {
    if (!this.#isTouched && this.#orderedAt !== this.#store.changes) {
      if (!(await this.#bringIntoOrder())) return;
      this.#frames.draw("tools");
    }
    const state = { sort: this.#selection.sort, page: this.#page, isTouched: this.#isTouched };
    if (!drawTable(this.#part, this.#store, this.#order, state)) this.#frames.draw("table");
  }

  #drawTools() {
    // A table that nobody has touched brings itself into order.
    const changes = this.#isTouched ? this.#store.changes - this.#orderedAt : 0;
    drawTools(this.#part, this.#store, this.#selection, this.#order.length, changes);
  }

  async #drawReasons() {
    if (!this.#store.report?.failed && !this.#reasons) return;
    const { drawReasons } = await import("./breakdowns.js");
    this.#reasons = drawReasons(this.#part, this.#store, this.#reasons, this.#askAgain);
  }

  async #drawGroups() {
    if (!this.#store.columns) return;
    const { drawGroups } = await import("./breakdowns.js");
    drawGroups(this.#part, this.#store);
  }

  /** @returns {Promise<boolean>} false when another order was asked for meanwhile */
  async #bringIntoOrder() {
    const current = ++this.#latest;
    const { changes } = this.#store;
    const order = await inSlices(select(this.#store, this.#selection), () => current === this.#latest);
    if (!order || current !== this.#latest) return false;
    this.#order = order;
    this.#orderedAt = changes;
    return true;
  }

  /** @param {Partial<Selection>} change */
  async #select(change) {
    this.#selection = { ...this.#selection, ...change };
    this.#isTouched = true;
    if (!(await this.#bringIntoOrder())) return;
    this.#turn(this.#page && 0);
    this.#frames.draw("tools", "histogram");
  }

  /** At first, figures are sorted in descending order. @param {string} key */
  #sortBy(key) {
    const { sort } = this.#selection;
    const isDescending = sort?.key === key ? !sort.isDescending : /^(sessions|bytes|change)$/.test(key);
    this.#select({ sort: { key, isDescending } });
  }

  /** @param {number | undefined} page */
  #turn(page) {
    const isPaged = page !== undefined;
    const last = pagesOf(this.#order) - 1;
    this.#page = page && Math.min(Math.max(page, 0), last);
    this.#part("pages").ariaPressed = String(isPaged);
    this.#part("turn").hidden = !isPaged;
    this.#part("previous").ariaDisabled = String(this.#page === 0);
    this.#part("next").ariaDisabled = String(this.#page === last);
    this.#part("scroller").scrollTop = 0;
    this.#frames.draw("table");
  }

  /** @param {string} part `all`, `shown` or `failed` */
  async #saveCsv(part) {
    const { saveCsv } = await import("./files.js");
    const { states } = this.#store;
    const rows = part === "shown" ? this.#order : this.#store.rows((row) => part === "all" || states[row] === FAILED);
    await saveCsv(this.#store, rows, `usage-${part}.csv`);
  }

  async #compare() {
    const { compareWith } = await import("./files.js");
    const input = this.#input("file");
    const [file] = input.files ?? [];
    if (file) this.#part("compared").textContent = await compareWith(this.#store, file);
    // So that the same file can be chosen again.
    input.value = "";
    this.#frames.drawAll();
  }
}
