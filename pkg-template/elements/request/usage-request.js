import { validateAggregate } from "../../index.js";
import { Announcer } from "../announcer.js";
import { define, UsageElement } from "../element.js";
import { make } from "../make.js";
import { nextTask } from "../slices.js";
import { css } from "./appearance.js";
import { DevicesField } from "./devices-field.js";
import { ErrorSummary } from "./error-summary.js";
import { problemWords } from "./problem-words.js";
import { RequestFields } from "./request-fields.js";

/**
 * @import { UsageRequestFields } from "../../elements.js"
 * @import { Problem } from "./error-summary.js"
 * @import { Fleet } from "./fleet.js"
 */

/**
 * How many milliseconds after the last key, or after a field was left, the request is checked. The result moves the
 * page, which must not happen under the pointer of a user who leaves a field by pressing a button.
 */
const PAUSE = 200;

/** The form for requesting a report. Its interface is documented in elements.d.ts. */
export class UsageRequest extends UsageElement {
  static css = css;
  static properties = ["baseUrl", "accountNumber", "request", "checkDigit"];
  static observedAttributes = ["account-number"];

  static define(name = "usage-request") {
    define(name, UsageRequest);
  }

  #announcer = new Announcer();
  #summary = new ErrorSummary();
  #fields = new RequestFields();
  #devices = new DevicesField({
    announcer: this.#announcer,
    onChange: () => this.#attempt(this.#check()),
    attempt: (work) => this.#attempt(work),
  });
  #previewPlace = make("div");
  #preview = make("details", { part: "preview" }, make("summary", {}, "The exact request"), this.#previewPlace);
  #progress = make("p", { part: "progress", className: "quiet" });
  #submitButton = make("button", { className: "main", part: "submit" }, "Submit report");
  #cancelButton = make("button", { type: "button", hidden: true }, "Cancel");
  /** The page's own contents for the outcome, such as a link to the report. */
  #more = make("slot", { name: "outcome" });
  #outcome = make("section", {
    className: "outcome",
    part: "outcome",
    tabIndex: -1,
    ariaLabel: "Outcome",
    hidden: true,
  });
  #another = make("button", { type: "button", hidden: true }, "Another report");
  #form = make(
    "form",
    { noValidate: true, part: "form" },
    this.#summary.element,
    this.#fields.account.element,
    this.#devices.element,
    this.#fields.period,
    this.#fields.some,
    this.#preview,
    this.#fields.other,
    make("div", { className: "row" }, this.#submitButton, this.#cancelButton, this.#progress),
  );

  /** The fields that the user has visited: problems of the others are not shown before a submission. @type {Set<string>} */
  #visited = new Set();
  #wasSubmitted = false;
  #latestCheck = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** @type {AbortController | undefined} */
  #submission;
  /** The outcome of the last submission. @type {Fleet | undefined} */
  #fleet;

  constructor() {
    super();
    this.root.append(this.#form, this.#outcome, this.#another, this.#announcer.region);
    this.#form.addEventListener("input", ({ target }) =>
      this.#checkSoon(/** @type {HTMLInputElement} */ (target).name),
    );
    // Loaded before it is needed, because the network may be gone by then.
    this.#form.addEventListener("focusin", () => loadSubmission().catch(() => {}), { once: true });
    this.#preview.addEventListener("toggle", () => this.#attempt(this.#showPreview()));
    this.#form.addEventListener("focusout", ({ target }) => {
      const { name, value } = /** @type {HTMLInputElement} */ (target);
      if (!name || !value) return;
      this.#checkSoon(name);
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.#submission) this.#attempt(this.#submit());
    });
    this.#cancelButton.addEventListener("click", () => this.#submission?.abort());
    this.#another.addEventListener("click", () => this.#startAnew());
  }

  connectedCallback() {
    this.takeEarlyProperties();
    this.#attempt(this.#check());
  }

  disconnectedCallback() {
    clearTimeout(this.#pause);
  }

  attributeChangedCallback() {
    this.#fields.account.value = this.accountNumber;
  }

  get accountNumber() {
    return this.getAttribute("account-number") ?? "";
  }

  set accountNumber(value) {
    this.setAttribute("account-number", value);
  }

  /** @returns {UsageRequestFields} */
  get request() {
    return { ...this.#fields.read(), imei: this.#devices.imei };
  }

  set request(request) {
    this.#fields.fill(request);
    this.#devices.imei = request?.imei ?? [];
    this.#attempt(this.#check());
  }

  get checkDigit() {
    return this.#devices.zone.checkDigit;
  }

  set checkDigit(value) {
    this.#devices.zone.checkDigit = value;
  }

  get columns() {
    return this.#devices.columns;
  }

  /** @param {string} name of the field that the reader has been to */
  #checkSoon(name) {
    if (name) this.#visited.add(name);
    // What is being checked now is no longer what the form contains.
    this.#latestCheck++;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#devices.zone.reread();
      // Until the list is read, it would count as empty.
      this.#attempt(this.#devices.zone.settled.then(() => this.#check()));
    }, PAUSE);
  }

  /** Checks the whole request and shows its problems. */
  async #check() {
    clearTimeout(this.#pause);
    const current = ++this.#latestCheck;
    const { issues } = await validateAggregate({ ...this.#fields.read(), imei: 0 }, { baseUrl: this.baseUrl });
    const devices = this.#devices.problems();
    /** @type {(Problem & { field: string })[]} */
    const problems = [
      ...issues.map((issue) => ({ ...this.#fields.placeOf(issue), words: problemWords(issue) })),
      ...devices.map((problem) => ({ field: "imei", ...problem })),
    ];
    // A later check may have finished first while the core was being loaded.
    if (current === this.#latestCheck) this.#showProblems(problems);
    return problems;
  }

  /** @param {readonly (Problem & { field: string })[]} problems */
  #showProblems(problems) {
    const wordsOf = (/** @type {string} */ name) =>
      this.#wasSubmitted || this.#visited.has(name)
        ? problems.filter(({ field }) => field === name).map(({ words }) => words)
        : [];
    this.#fields.show(wordsOf);
    this.#devices.show(wordsOf("imei"));
    this.#attempt(this.#showPreview());
  }

  async #submit() {
    const abort = new AbortController();
    // From here on, whoever presses the button again does not send a second request.
    this.#submission = abort;
    try {
      this.#devices.zone.reread();
      await this.#devices.zone.settled;
      this.#wasSubmitted = true;
      const problems = await this.#check();
      // It stays unchanged until the next submission.
      this.#summary.show(problems);
      this.tell("usage-request-problems", { count: problems.length });
      if (problems.length > 0) {
        this.#summary.focus();
        return;
      }
      this.#showBusy(true);
      await this.#send(abort.signal);
    } finally {
      this.#submission = undefined;
      this.#showBusy(false);
    }
  }

  /** @param {AbortSignal} signal */
  async #send(signal) {
    const { submit } = await loadSubmission();
    await nextTask();
    const { fleet, content, report } = await submit(this.request, {
      columns: this.columns,
      baseUrl: this.baseUrl,
      checkDigit: this.checkDigit,
      signal,
      place: this.#progress,
      announcer: this.#announcer,
      tell: (event, detail) => this.tell(`usage-request-${event}`, detail),
      keep: (devices) => this.#keep(devices),
      earlier: this.#fleet,
    });
    this.#fleet = fleet;
    await nextTask();
    this.#showOutcome(fleet.failed.length === 0, content);
    this.#another.hidden = fleet.queued.length === 0;
    await nextTask();
    report();
  }

  /** @param {readonly string[]} devices */
  #keep(devices) {
    this.#devices.imei = devices;
    this.#outcome.hidden = true;
    this.#submitButton.focus();
  }

  async #showPreview() {
    if (!this.#preview.open) return;
    await nextTask();
    const { showPreview } = await import("./preview-view.js");
    await showPreview(this.#previewPlace, this.request, this.checkDigit);
  }

  /** @param {boolean} isBusy */
  #showBusy(isBusy) {
    this.#submitButton.disabled = isBusy;
    this.#cancelButton.hidden = !isBusy;
    if (!isBusy) return;
    this.#outcome.hidden = true;
    this.#another.hidden = true;
    this.#cancelButton.focus();
  }

  /**
   * @param {boolean} isSuccess
   * @param {HTMLElement[]} content
   */
  #showOutcome(isSuccess, content) {
    this.#outcome.classList.toggle("success", isSuccess);
    this.#outcome.replaceChildren(...content, this.#more);
    this.#outcome.hidden = false;
    this.#outcome.focus();
  }

  #startAnew() {
    this.request = { accountNumber: this.#fields.account.value, imei: [] };
    this.#visited.clear();
    this.#wasSubmitted = false;
    this.#fleet = undefined;
    this.#outcome.hidden = true;
    this.#another.hidden = true;
    this.#summary.show([]);
    this.#fields.account.input.focus();
  }

  /**
   * Only unexpected failures get here: the core could not be loaded, or this code has a bug.
   *
   * @param {Promise<unknown>} work
   */
  #attempt(work) {
    work.catch((error) => {
      this.#showOutcome(false, [
        make("h2", {}, "This form does not work as it should"),
        make("p", {}, "Reload the page. If this continues, tell whoever runs it."),
        make("p", { className: "quiet" }, error instanceof Error ? error.message : String(error)),
      ]);
      this.tell("usage-request-failed", { error });
    });
  }
}

function loadSubmission() {
  return import("./submission.js");
}
