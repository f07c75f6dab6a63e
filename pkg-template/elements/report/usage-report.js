import { Announcer } from "../announcer.js";
import { define, UsageElement } from "../element.js";
import { drawHistogram, drawLargest } from "./charts.js";
import { readSearch } from "./find.js";
import { Frames } from "./frames.js";
import { drawProgress, headline } from "./progress.js";
import { reportCss } from "./report-css.js";
import { select } from "./select.js";
import { skeleton } from "./skeleton.js";
import { DeviceStore, FAILED, REPORTED } from "./store.js";
import { ReportStream } from "./stream.js";
import { drawTable, pagesOf } from "./table.js";
import { drawTiles } from "./tiles.js";
import { drawTools } from "./tools.js";

/**
 * @import { OwnColumns } from "../../elements.js"
 * @import { ReportEvents } from "../../gateway.js"
 * @import { FilterName } from "./filters.js"
 * @import { Selection } from "./select.js"
 * @import { Connection } from "./stream.js"
 */

/** Milliseconds between two looks at the clock, which says how long ago the last answer was. */
const TICK = 1_000;

/** Shows a report as it comes in. */
export class UsageReport extends UsageElement {
  static css = reportCss;
  static properties = ["baseUrl", "txids", "columns", "comparison"];
  static observedAttributes = ["base-url", "txids"];

  static define(name = "usage-report") {
    define(name, UsageReport);
  }

  #store = new DeviceStore();
  /** @type {ReportStream | undefined} */
  #stream;
  /** @type {ReportEvents["report"] | undefined} */
  #report;
  /** @type {Connection} */
  #connection = "connecting";
  /** Why there is no connection. */
  #reason = "";
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;

  /** @type {Selection} */
  #selection = { filter: "all", search: readSearch("") };
  /** Undefined for all rows. @type {number | undefined} */
  #page;
  /** @type {readonly number[]} */
  #order = [];
  /** The store's changes when the rows were last brought into their order. */
  #orderedAt = 0;
  /** Whether somebody may be reading the table: its rows then stay where they are. */
  #isTouched = false;

  #announcer = new Announcer();
  #announced = 0;
  /** The reasons that are drawn. */
  #reasons = "";

  #frames = new Frames({
    progress: () => drawProgress(this.#part, this.#report, this.#connection, this.#reason),
    tiles: () => this.#report && drawTiles(this.#part, this.#report, this.#store),
    table: () => this.#drawTable(),
    tools: () => this.#drawTools(),
    largest: () => drawLargest(this.#part, this.#store),
    histogram: () => drawHistogram(this.#part, this.#store, this.#selection.bin),
    reasons: () => this.#drawReasons(),
    groups: () => this.#drawGroups(),
  });

  constructor() {
    super();
    this.root.innerHTML = skeleton;
    this.root.prepend(this.#announcer.region);
    this.root.addEventListener("click", (event) => this.#onClick(event));
    this.#part("column").onchange = () => this.#frames.draw("groups");
    this.#part("scroller").onscroll = () => {
      this.#isTouched = true;
      this.#frames.draw("table");
    };
    const find = this.#input("find");
    find.oninput = () => this.#select({ search: readSearch(find.value) });
    find.onpaste = (event) => this.#onPaste(event);
    this.#part("chart").onclick = ({ offsetX }) => {
      const bars = this.#part("bins").children;
      const bar = bars[Math.floor((offsetX * bars.length) / this.#part("chart").clientWidth)];
      bar?.querySelector("button")?.click();
    };
    this.#input("file").onchange = () => this.#compare();
  }

  connectedCallback() {
    this.takeEarlyProperties();
    this.#clock = setInterval(() => this.#frames.draw("progress"), TICK);
    addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
    this.#open();
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
    removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#stream?.close();
    this.#frames.stop();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#open();
  }

  /** The reports' transaction ids: the attribute, with spaces between. */
  get txids() {
    return this.getAttribute("txids") ?? "";
  }

  set txids(value) {
    this.setAttribute("txids", value);
  }

  /** @returns {OwnColumns | undefined} */
  get columns() {
    return this.#store.columns;
  }

  set columns(value) {
    this.#store.columns = value;
    this.#frames.drawAll();
  }

  /** Bytes of an earlier report, by IMEI. @returns {ReadonlyMap<string, number> | undefined} */
  get comparison() {
    return this.#store.earlier;
  }

  set comparison(value) {
    this.#store.earlier = value;
    this.#frames.drawAll();
  }

  #part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (this.root.getElementById(id));

  /** @param {string} id */
  #input(id) {
    return /** @type {HTMLInputElement} */ (this.#part(id));
  }

  /** Begins anew, with what the attributes say. */
  #open() {
    this.#stream?.close();
    const { columns, earlier } = this.#store;
    this.#store = Object.assign(new DeviceStore(), { columns, earlier });
    this.#report = undefined;
    this.#order = [];
    this.#orderedAt = 0;
    this.#isTouched = false;
    const txids = this.txids.split(/\s+/).filter(Boolean);
    this.#stream = new ReportStream(this.baseUrl, txids, {
      onReport: (report) => this.#onReport(report),
      onDevices: (devices) => {
        this.#store.put(devices);
        this.#frames.drawAll();
      },
      onConnection: (connection, reason) => this.#onConnection(connection, reason),
    });
    if (txids.length > 0) this.#stream.resume();
    else this.#onConnection("ended", "No report is asked for.");
    this.#frames.drawAll();
  }

  /** @param {ReportEvents["report"]} report */
  #onReport(report) {
    const isNews = report.state !== this.#report?.state;
    this.#report = report;
    this.#store.isByName = report.expected !== null;
    if (report.state !== "waiting") this.#store.settle();
    this.#announce(report, isNews);
    if (isNews) this.tell("usage-report-state", { state: report.state });
    this.#frames.drawAll();
  }

  /** @param {ReportEvents["report"]} report @param {boolean} isNews */
  #announce(report, isNews) {
    const { expected, answered, state } = report;
    // Quarters; or, where the end is not known, each doubling.
    const step = Math.floor(expected ? (4 * answered) / expected : Math.log2(answered + 1));
    if (state !== "waiting" && isNews) this.#announcer.say(headline(report, true));
    else if (step !== this.#announced) this.#announcer.sayProgress(headline(report, true));
    this.#announced = step;
  }

  /** @param {Connection} connection @param {string} reason */
  #onConnection(connection, reason) {
    const before = this.#connection;
    this.#connection = connection;
    this.#reason = reason;
    if (connection === "given up") this.#announcer.say(reason);
    else if (connection === "reconnecting" && before !== connection)
      this.#announcer.say("Connection lost. Reconnecting.");
    else if (before === "reconnecting") this.#announcer.say("Connected again.");
    this.#frames.draw("progress");
  }

  /** After a sleep, or without a network for a while, the next attempt need not be waited for. */
  #wake = () => this.#stream?.hurry();

  /** What buttons do that do one thing. @type {Record<string, () => void>} */
  #actions = {
    resume: () => {
      // The button goes, and would take the focus along.
      this.#part("headline").focus();
      this.#stream?.resume();
    },
    again: () =>
      this.#askAgain(this.#rows((row) => this.#store.states[row] < REPORTED).map((row) => this.#store.imeis[row])),
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
      do: action,
    } = /** @type {Element} */ (target).closest("button")?.dataset ?? {};
    if (filter) this.#select({ filter: /** @type {FilterName} */ (filter) });
    if (bin !== undefined) this.#select({ bin: bin === "" ? undefined : Number(bin) });
    if (sort) this.#sortBy(sort);
    if (turn) this.#turn((this.#page ?? 0) + Number(turn));
    if (csv) this.#saveCsv(csv);
    if (action) this.#actions[action]();
  }

  /** Several IMEIs do not go into the field, which would lose the line breaks between them. @param {ClipboardEvent} event */
  #onPaste(event) {
    const search = readSearch(event.clipboardData?.getData("text") ?? "");
    if (!("imeis" in search)) return;
    event.preventDefault();
    this.#input("find").value = "";
    this.#select({ search });
  }

  #drawTable() {
    if (!this.#isTouched) this.#bringIntoOrder();
    drawTable(this.#part, this.#store, this.#order, this.#selection.sort, this.#page);
  }

  #drawTools() {
    const changes = this.#store.changes - this.#orderedAt;
    drawTools(this.#part, this.#store, this.#selection, this.#order.length, changes);
  }

  async #drawReasons() {
    if (!this.#report?.failed && !this.#reasons) return;
    const { drawReasons } = await import("./breakdowns.js");
    this.#reasons = drawReasons(this.#part, this.#store, this.#reasons, (imei) => this.#askAgain(imei));
  }

  async #drawGroups() {
    if (!this.columns) return;
    const { drawGroups } = await import("./breakdowns.js");
    drawGroups(this.#part, this.#store);
  }

  #bringIntoOrder() {
    this.#order = select(this.#store, this.#selection);
    this.#orderedAt = this.#store.changes;
  }

  /** @param {Partial<Selection>} change */
  #select(change) {
    this.#selection = { ...this.#selection, ...change };
    this.#isTouched = true;
    this.#bringIntoOrder();
    this.#turn(this.#page && 0);
    this.#frames.draw("tools", "histogram");
  }

  /** Figures from the largest on, at first. @param {string} key */
  #sortBy(key) {
    const { sort } = this.#selection;
    const isDescending = sort?.key === key ? !sort.isDescending : /^(sessions|bytes|change)$/.test(key);
    this.#select({ sort: { key, isDescending } });
  }

  /** @param {number | undefined} page */
  #turn(page) {
    const isPaged = page !== undefined;
    const last = pagesOf(this.#order) - 1;
    this.#page = page;
    this.#part("pages").ariaPressed = String(isPaged);
    this.#part("turn").hidden = !isPaged;
    this.#part("table").classList.toggle("paged", isPaged);
    this.#part("previous").ariaDisabled = String(page === 0);
    this.#part("next").ariaDisabled = String(page === last);
    this.#part("scroller").scrollTop = 0;
    this.#frames.draw("table");
  }

  /** @param {(row: number) => boolean} isMeant */
  #rows(isMeant) {
    return this.#store.imeis.map((_, row) => row).filter(isMeant);
  }

  /** @param {readonly string[]} imei */
  #askAgain(imei) {
    this.tell("usage-report-ask-again", { imei });
  }

  /** @param {string} part `all`, `shown` or `failed` */
  async #saveCsv(part) {
    const { saveCsv } = await import("./files.js");
    const rows =
      part === "shown" ? this.#order : this.#rows((row) => part === "all" || this.#store.states[row] === FAILED);
    await saveCsv(this.#store, rows, `usage-${part}.csv`);
  }

  async #compare() {
    const { compareWith } = await import("./files.js");
    const input = this.#input("file");
    const [file] = input.files ?? [];
    if (file) this.#part("compared").textContent = await compareWith(this.#store, file);
    // The same file can be chosen again.
    input.value = "";
    this.#frames.drawAll();
  }
}
