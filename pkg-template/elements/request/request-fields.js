import { make } from "../make.js";
import { Field, problemParagraph } from "./field.js";
import { dayOf, lastDays, periodText, presets } from "./period.js";

/**
 * @import { AggregateIssue } from "../../index.js"
 * @import { UsageRequestFields } from "../../elements.js"
 */

/** The whole form except the devices. */
export class RequestFields {
  account = new Field(
    make("input", { name: "accountNumber", required: true, autocomplete: "off", spellcheck: false }),
    "Account number",
    "As ThingSpace spells it, such as 0000123456-00001.",
  );
  #start = new Field(make("input", { type: "date", name: "startDate" }), "Start date");
  #end = new Field(make("input", { type: "date", name: "endDate" }), "End date");
  #group = new Field(make("input", { name: "deviceGroup", autocomplete: "off" }), "Device group");
  #plan = new Field(make("input", { name: "dataPlan", autocomplete: "off" }), "Data plan");
  #noSession = make("input", { type: "checkbox", name: "noSessionFlag", id: "noSessionFlag" });
  #inWords = make("p", { className: "quiet" });
  /** For problems that belong to no field. */
  other = make("div");

  period = make(
    "fieldset",
    { className: "field", part: "period" },
    make("legend", {}, "Period"),
    make("div", { className: "row" }, ...presets.map((days) => this.#preset(days))),
    make("div", { className: "columns" }, this.#start.element, this.#end.element),
    this.#inWords,
  );

  some = make(
    "details",
    { part: "filters" },
    make("summary", {}, "Only some devices"),
    make(
      "div",
      {},
      make("div", { className: "columns" }, this.#group.element, this.#plan.element),
      make("label", { className: "choice" }, this.#noSession, "Only devices that had no session"),
    ),
  );

  #byName = new Map(
    [this.account, this.#start, this.#end, this.#group, this.#plan].map((field) => [field.input.name, field]),
  );

  constructor() {
    this.period.addEventListener("input", () => this.#showPeriod());
    this.#showPeriod();
  }

  /** @param {number} days */
  #preset(days) {
    const onclick = () => {
      const { startDate, endDate } = lastDays(days, Date.now());
      this.#start.value = startDate;
      this.#end.value = endDate;
      this.#start.input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    return make("button", { type: "button", className: "small", onclick }, `Last ${days} days`);
  }

  #showPeriod() {
    this.#inWords.textContent = periodText(this.#start.value, this.#end.value);
  }

  /** Nothing is checked here: the core does that. @returns {Omit<UsageRequestFields, "imei">} */
  read() {
    return {
      accountNumber: this.account.value,
      startDate: dateIn(this.#start.input),
      endDate: dateIn(this.#end.input),
      deviceGroup: this.#group.value || undefined,
      dataPlan: this.#plan.value || undefined,
      noSessionFlag: this.#noSession.checked || undefined,
    };
  }

  /** @param {Partial<UsageRequestFields> | undefined} request */
  fill({ accountNumber = "", startDate, endDate, deviceGroup, dataPlan, noSessionFlag } = {}) {
    this.account.value = accountNumber;
    this.#start.value = dayIn(startDate);
    this.#end.value = dayIn(endDate);
    this.#group.value = deviceGroup ?? "";
    this.#plan.value = dataPlan ?? "";
    this.#noSession.checked = String(noSessionFlag) === "true";
    this.some.open = Boolean(this.#group.value || this.#plan.value || this.#noSession.checked);
    this.#showPeriod();
  }

  /**
   * Where the user can fix an issue.
   *
   * @param {AggregateIssue} issue
   */
  placeOf({ path }) {
    const field = this.#byName.get(String(path[0]));
    return {
      field: field?.input.name ?? "other",
      focus: () => {
        const { input } = field ?? this.account;
        const details = input.closest("details");
        if (details) details.open = true;
        input.focus();
      },
    };
  }

  /** @param {(name: string) => string[]} wordsOf */
  show(wordsOf) {
    for (const [name, field] of this.#byName) field.show(wordsOf(name));
    this.other.replaceChildren(...wordsOf("other").map(problemParagraph));
  }
}

/**
 * A date that is only half filled in has an empty value, like none at all, but the browser knows the difference.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 */
function dateIn({ value, validity }) {
  return validity.badInput ? "incomplete" : value || undefined;
}

/** @param {string | Date | null | undefined} date */
function dayIn(date) {
  const time = new Date(date ?? Number.NaN).getTime();
  return Number.isNaN(time) ? "" : dayOf(time);
}
