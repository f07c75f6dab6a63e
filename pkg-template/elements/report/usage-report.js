import { Announcer } from "../announcer.js";
import { define, UsageElement } from "../element.js";
import { Frames } from "./frames.js";
import { drawProgress, headline } from "./progress.js";
import { reportCss } from "./report-css.js";
import { SettledParts } from "./settled-parts.js";
import { skeleton } from "./skeleton.js";
import { DeviceStore, REPORTED } from "./store.js";
import { ReportStream } from "./stream.js";

/**
 * @import { OwnColumns } from "../../elements.js"
 * @import { ReportEvents } from "../../gateway.js"
 * @import { DevicesView } from "./devices-view.js"
 * @import { Connection } from "./stream.js"
 */

/** Milliseconds between two updates of how long ago the last answer was. */
const TICK = 1_000;

/** Shows a report as it arrives. */
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
  /** @type {SettledParts | undefined} */
  #settledParts;
  /** Shows the devices, once the view is loaded. @type {DevicesView | undefined} */
  #view;
  /** @type {Connection} */
  #connection = "connecting";
  /** Why there is no connection. */
  #reason = "";
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;

  #announcer = new Announcer();
  #announced = 0;

  #frames = new Frames({
    progress: () =>
      drawProgress(this.#part, this.#store.report, this.#connection, this.#reason, this.#stream?.now ?? Date.now()),
  });

  constructor() {
    super();
    this.root.innerHTML = skeleton;
    this.root.prepend(this.#announcer.region);
    this.#part("resume").onclick = () => {
      // The button disappears, and the focus would be lost with it.
      this.#part("headline").focus();
      this.#resume();
    };
    this.#part("again").onclick = () => {
      const { states, imeis } = this.#store;
      this.#askAgain(this.#store.rows((row) => states[row] < REPORTED).map((row) => imeis[row]));
    };
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
    this.#clock = undefined;
    removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#close();
    this.#frames.stop();
  }

  attributeChangedCallback() {
    // Before it is connected, the attributes that it has from the start are told one by one.
    if (this.#clock) this.#open();
  }

  /** The attribute `txids`: the transaction IDs of the reports, separated by spaces. */
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

  /** Starts over with the current attributes. */
  #open() {
    this.#close();
    const { columns, earlier } = this.#store;
    this.#store = Object.assign(new DeviceStore(), { columns, earlier });
    this.#view?.open(this.#store);
    const txids = this.txids.split(/\s+/).filter(Boolean);
    const onDevices = (/** @type {ReportEvents["devices"]} */ devices) => {
      this.#store.put(devices);
      this.#frames.drawAll();
    };
    this.#settledParts = new SettledParts(this.baseUrl, onDevices);
    this.#stream = new ReportStream(this.baseUrl, txids, {
      onReport: (report) => this.#onReport(report),
      onDevices,
      onConnection: (connection, reason) => this.#onConnection(connection, reason),
    });
    if (txids.length > 0) this.#resume();
    else this.#onConnection("ended", "No report was requested.");
    this.#frames.drawAll();
  }

  #close() {
    this.#stream?.close();
    this.#settledParts?.close();
  }

  /** Starts reading, and loads the view of the devices in the meantime. */
  async #resume() {
    this.#stream?.resume();
    try {
      const { DevicesView } = await import("./devices-view.js");
      this.#view ??= new DevicesView(this.root, this.#store, this.#frames, (imei) => this.#askAgain(imei));
    } catch {
      this.#stream?.close();
      this.#onConnection("given up", "A part of this page could not be loaded. Check your network, then resume.");
    }
  }

  /** @param {ReportEvents["report"]} report */
  #onReport(report) {
    const isNews = report.state !== this.#store.report?.state;
    this.#store.report = report;
    if (report.state !== "waiting") this.#store.settle();
    else if ("reports" in report) this.#settledParts?.look(report.reports);
    this.#announce(report, isNews);
    if (isNews) this.tell("usage-report-state", { state: report.state });
    this.#frames.drawAll();
  }

  /** @param {ReportEvents["report"]} report @param {boolean} isNews */
  #announce(report, isNews) {
    const { expected, answered, state } = report;
    // At every quarter or, if the end is unknown, at every doubling.
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

  /** After sleep, or once the network is back, the next attempt is made at once. */
  #wake = () => this.#stream?.hurry();

  /** @param {readonly string[]} imei */
  #askAgain(imei) {
    this.tell("usage-report-ask-again", { imei });
  }
}
