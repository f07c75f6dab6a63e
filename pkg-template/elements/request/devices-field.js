import { make } from "../make.js";
import { DropZone } from "./drop-zone.js";
import { problemParagraph } from "./field.js";

/** @import { Problem } from "./error-summary.js" */

/** Which devices the report is on: a list of them, or all. */
export class DevicesField {
  /** The list. */
  zone;

  #listed = radio("listed", true);
  #all = radio("all", false);
  #isSure = make("input", { type: "checkbox", name: "isSure", id: "isSure" });
  #sure = make(
    "div",
    { hidden: true },
    make("label", { className: "choice" }, this.#isSure, "Yes, report on every device of this account"),
  );
  #problems = make("div");

  /** @param {ConstructorParameters<typeof DropZone>[0]} page */
  constructor(page) {
    this.zone = new DropZone(page);
    this.element = make(
      "fieldset",
      { className: "field", part: "devices" },
      make("legend", {}, "Devices"),
      make("label", { className: "choice" }, this.#listed, "These devices"),
      make("label", { className: "choice" }, this.#all, "Every device of the account"),
      this.zone.element,
      this.#sure,
      this.#problems,
    );
    for (const scope of [this.#listed, this.#all]) scope.onchange = () => this.#showScope();
  }

  #showScope() {
    this.zone.element.hidden = this.#all.checked;
    this.#sure.hidden = !this.#all.checked;
    if (!this.#all.checked) this.#isSure.checked = false;
  }

  /** What is asked for: what is ready of the list, or 0 for every device. @returns {string[] | 0} */
  get imei() {
    return this.#all.checked ? 0 : (this.zone.list?.imeis ?? []);
  }

  /** @param {string | readonly string[] | 0} imei */
  set imei(imei) {
    const isAll = imei === 0 || imei === "0";
    (isAll ? this.#all : this.#listed).checked = true;
    this.#showScope();
    if (!isAll) this.zone.take(typeof imei === "string" ? imei : imei.join("\n"));
  }

  get columns() {
    return this.#all.checked ? undefined : this.zone.list?.columns;
  }

  /** @returns {Problem[]} */
  problems() {
    if (!this.#all.checked) return this.zone.problems();
    const words = "Confirm that the report should cover every device of the account.";
    return this.#isSure.checked ? [] : [{ words, focus: () => this.#isSure.focus() }];
  }

  /** @param {readonly string[]} sentences */
  show(sentences) {
    // Someone who has just given a file waits to hear what became of it.
    const { fileProblem, list } = this.zone;
    const kept = list ? [`${fileProblem} Your list is unchanged.`, ...sentences] : [fileProblem];
    const shown = fileProblem ? kept : sentences;
    this.zone.mark(sentences.length > 0);
    this.#problems.replaceChildren(...shown.map(problemParagraph));
  }
}

/**
 * @param {string} value
 * @param {boolean} checked
 */
function radio(value, checked) {
  return make("input", { type: "radio", name: "scope", value, checked });
}
