import { Announcer } from "../announcer.js";
import { download } from "../download.js";
import { define, UsageElement } from "../element.js";
import { make } from "../make.js";
import { counted, numberText } from "../numbers.js";
import { Slices } from "../slices.js";
import { GroupsView, ReasonsView } from "./breakdown-view.js";
import { HistogramView, LargestView, rangeText } from "./charts-view.js";
import { compare, readEarlier } from "./comparison.js";
import { readSearch } from "./find.js";
import { Frames } from "./frames.js";
import { headline, ProgressView } from "./progress-view.js";
import { reportCss } from "./report-css.js";
import { reportCsv } from "./report-csv.js";
import { select } from "./select.js";
import { DeviceStore, FAILED, REPORTED } from "./store.js";
import { ReportStream } from "./stream.js";
import { TableView } from "./table-view.js";
import { TilesView } from "./tiles-view.js";
import { ToolsView } from "./tools-view.js";
import { changeText } from "./words.js";

/**
 * @import { OwnColumns } from "../../elements.js"
 * @import { ReportEvent } from "./events.js"
 * @import { Selection, SortKey } from "./select.js"
 * @import { Connection } from "./stream.js"
 * @import { CsvPart } from "./tools-view.js"
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

  /** @type {ReportStream | undefined} */
  #stream;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;
  #store = new DeviceStore();
  /** @type {ReportEvent | undefined} */
  #report;
  /** @type {{ connection: Connection, reason: string }} */
  #state = { connection: "connecting", reason: "" };
  /** @type {Selection} */
  #selection = { filter: "all", search: readSearch("") };
  /** What the histogram's bin is called, by which the rows are filtered. */
  #bin = "";
  /** @type {readonly number[]} */
  #order = [];
  /** The store's changes when the rows were last brought into their order. */
  #orderedAt = 0;
  /** Whether somebody may be reading the table: its rows then stay where they are. */
  #isTouched = false;
  #announced = 0;

  #announcer = new Announcer();
  #progress = new ProgressView({
    onResume: () => this.#stream?.resume(),
    onAskAgain: () =>
      this.#askAgain(this.#rows((row) => this.#store.states[row] < REPORTED).map((row) => this.#store.imeis[row])),
  });
  #tiles = new TilesView();
  #largest = new LargestView();
  #histogram = new HistogramView((bin) => {
    this.#bin = rangeText(bin);
    this.#select({ bin: bin.bin });
  });
  #tools = new ToolsView({
    onSelect: (change) => this.#select(change),
    onUpdate: () => this.#select({}),
    onCsv: (part) => this.#saveCsv(part),
    onCompare: (file) => this.#compareWith(file),
  });
  #table = new TableView({
    onSort: (key) => this.#sortBy(key),
    onDraw: () => this.#frames.draw("table"),
    onTouch: () => (this.#isTouched = true),
  });
  #reasons = new ReasonsView((imei) => this.#askAgain(imei));
  #groups = new GroupsView(() => this.#frames.draw("groups"));

  #frames = new Frames({
    progress: () => this.#progress.draw(this.#report, this.#state),
    tiles: () => this.#report && this.#tiles.draw(this.#report, this.#store),
    table: () => this.#drawTable(),
    tools: () => this.#drawTools(),
    largest: () => this.#largest.draw(this.#store),
    histogram: () => this.#histogram.draw(this.#store, this.#selection.bin),
    reasons: () => this.#reasons.draw(this.#store),
    groups: () => this.#groups.draw(this.#store),
  });

  constructor() {
    super();
    this.root.append(
      this.#announcer.region,
      this.#progress.element,
      this.#tiles.element,
      make("div", { className: "charts" }, this.#largest.element, this.#histogram.element),
      this.#tools.element,
      this.#table.element,
      this.#reasons.element,
      this.#groups.element,
    );
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
    this.#frames.draw();
  }

  /** Bytes of an earlier report, by IMEI. @returns {ReadonlyMap<string, number> | undefined} */
  get comparison() {
    return this.#store.earlier;
  }

  set comparison(value) {
    this.#store.earlier = value;
    this.#frames.draw();
  }

  /** Begins anew, with what the attributes say. */
  #open() {
    this.#stream?.close();
    const { columns, earlier } = this.#store;
    this.#store = Object.assign(new DeviceStore(), { columns, earlier });
    this.#report = undefined;
    this.#order = [];
    this.#isTouched = false;
    this.#frames.draw();
    const txids = this.txids.split(/\s+/).filter(Boolean);
    if (txids.length === 0) return this.#onConnection("ended", "No report was asked for.");
    this.#stream = new ReportStream(this.baseUrl, txids, {
      onReport: (report) => this.#onReport(report),
      onDevices: (devices) => {
        this.#store.put(devices);
        this.#frames.draw();
      },
      onConnection: (connection, reason) => this.#onConnection(connection, reason),
    });
    this.#stream.resume();
  }

  /** @param {ReportEvent} report */
  #onReport(report) {
    const before = this.#report;
    this.#report = report;
    this.#store.isByName = report.expected !== null;
    if (report.state !== "waiting") this.#store.settle();
    if (report.state !== before?.state) this.tell("usage-report-state", { state: report.state });
    this.#announce(report, before);
    this.#frames.draw();
  }

  /** @param {ReportEvent} report @param {ReportEvent | undefined} before */
  #announce(report, before) {
    const text = headline(report, true);
    if (report.state !== "waiting") {
      if (report.state !== before?.state) this.#announcer.say(text);
      return;
    }
    const step = stepOf(report);
    if (step === this.#announced) return;
    this.#announced = step;
    this.#announcer.sayProgress(text);
  }

  /** @param {Connection} connection @param {string} reason */
  #onConnection(connection, reason) {
    const before = this.#state.connection;
    this.#state = { connection, reason };
    if (connection === "given up") this.#announcer.say(reason);
    else if (connection === "reconnecting" && before === "connected")
      this.#announcer.say("The connection is lost. Reconnecting.");
    else if (connection === "connected" && before === "reconnecting") this.#announcer.say("Connected again.");
    this.#frames.draw("progress");
  }

  /** After a sleep, or without a network for a while, there is no need to wait for the next attempt. */
  #wake = () => {
    if (this.#state.connection === "reconnecting" && !document.hidden) this.#stream?.hurry();
  };

  #drawTable() {
    if (!this.#isTouched && this.#orderedAt !== this.#store.changes) this.#bringIntoOrder();
    this.#table.draw(this.#store, this.#order, this.#selection.sort);
  }

  #drawTools() {
    const state = { shown: this.#order.length, changes: this.#store.changes - this.#orderedAt, bin: this.#bin };
    this.#tools.draw(this.#store, this.#selection, state);
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
    if (Object.keys(change).length > 0) this.#table.toStart();
    this.#frames.draw("table", "tools", "histogram");
  }

  /** Figures from the largest on, at first. @param {SortKey} key */
  #sortBy(key) {
    const { sort } = this.#selection;
    const isDescending = sort?.key === key ? !sort.isDescending : ["sessions", "bytes", "change"].includes(String(key));
    this.#select({ sort: { key, isDescending } });
  }

  /** @param {(row: number) => boolean} isMeant */
  #rows(isMeant) {
    return this.#store.imeis.map((_, row) => row).filter(isMeant);
  }

  /** @param {readonly string[]} imei */
  #askAgain(imei) {
    this.tell("usage-report-ask-again", { imei });
  }

  /** @param {CsvPart} part */
  async #saveCsv(part) {
    const failed = (/** @type {number} */ row) => this.#store.states[row] === FAILED;
    const rows = part === "shown" ? this.#order : this.#rows(part === "all" ? () => true : failed);
    const slices = new Slices();
    /** @type {string[]} */
    const lines = [];
    for (const line of reportCsv(this.#store, rows)) {
      lines.push(line);
      if (slices.isOver()) await slices.next();
    }
    download(`usage-${part}.csv`, new Blob(lines, { type: "text/csv;charset=utf-8" }));
  }

  /** @param {File} file */
  async #compareWith(file) {
    try {
      const earlier = await readEarlier(await file.text());
      this.comparison = earlier;
      const { common, change, added, gone } = compare(this.#store, earlier);
      this.#tools.showComparison(
        `${file.name}: ${changeText(change)} in all for ${counted(common, "device")} in both; ` +
          `${numberText(added)} not in it; ${numberText(gone)} only in it.`,
      );
    } catch (error) {
      this.#tools.showComparison(error instanceof Error ? error.message : String(error));
    }
  }
}

/** What is announced when it changes: the quarter; or, where the end is not known, each doubling. @param {ReportEvent} report */
function stepOf({ expected, answered }) {
  return expected === null ? Math.floor(Math.log2(answered + 1)) : Math.floor((4 * answered) / expected);
}
