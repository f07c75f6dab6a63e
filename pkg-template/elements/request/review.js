import { csvBlob } from "../csv.js";
import { download } from "../download.js";
import { make } from "../make.js";
import { numberText } from "../numbers.js";
import { adviceOn } from "./advice.js";

/** @import { DeviceList, Entry } from "./device-list.js" */

/** How many rows a page has: more would take too long to draw at once. */
const PAGE = 50;

/** How much of a line is shown. */
const MOST_TEXT = 200;

/**
 * The lines of a list that cannot be sent, each with advice, to be corrected or left out.
 */
export class Review {
  #anyDigit = make("input", { type: "checkbox", onchange: () => this.#setCheckDigit(!this.#anyDigit.checked) });
  #switch = make(
    "label",
    { className: "choice", hidden: true },
    this.#anyDigit,
    "Accept a wrong check digit: some modules have one",
  );
  #lines = make("div", { part: "review", hidden: true });
  elements = [this.#switch, this.#lines];
  #heading = make("h2", { tabIndex: -1 });
  #all = make("div", { className: "row" });
  #body = make("tbody");
  #pages = make("div", { className: "row" });
  #page = 0;
  #change;
  #setCheckDigit;
  /** @type {DeviceList | undefined} */
  #list;

  /**
   * @param {object} field
   * @param {(change: Promise<void>) => Promise<void>} field.change is given what was begun, and is done when it is
   *   shown
   * @param {(checkDigit: boolean) => void} field.setCheckDigit whether an IMEI's check digit has to fit
   */
  constructor({ change, setCheckDigit }) {
    this.#change = change;
    this.#setCheckDigit = setCheckDigit;
    const headings = ["Line", "As given", "What to do"].map((text) => make("th", { scope: "col" }, text));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...headings)), this.#body);
    const scroller = make("div", { className: "scroller", tabIndex: 0, role: "region", ariaLabel: "Lines to check" });
    scroller.append(table);
    this.#lines.append(this.#heading, this.#all, scroller, this.#pages);
  }

  /**
   * @param {DeviceList} list
   * @param {boolean} checkDigit whether an IMEI's check digit has to fit
   */
  show(list, checkDigit) {
    this.#anyDigit.checked = !checkDigit;
    this.#switch.hidden = checkDigit && !list.hasOtherCheckDigits;
    if (list !== this.#list) this.#page = 0;
    this.#list = list;
    const bad = list.of("bad");
    const repeated = list.of("repeated");
    const entries = [...bad, ...repeated];
    this.#lines.hidden = entries.length === 0;
    this.#page = Math.max(0, Math.min(this.#page, Math.ceil(entries.length / PAGE) - 1));
    this.#heading.textContent = `${numberText(bad.length)} wrong · ${numberText(repeated.length)} repeated`;
    this.#all.replaceChildren(
      ...this.#leaveOutAll(bad, "wrong"),
      ...this.#leaveOutAll(repeated, "repeated"),
      button("Download all", () => download("lines-to-check.csv", asCsv(entries))),
    );
    this.#showPage(entries);
  }

  focus() {
    this.#heading.focus();
  }

  /** @param {Entry[]} entries */
  #showPage(entries) {
    const begin = this.#page * PAGE;
    const end = Math.min(begin + PAGE, entries.length);
    this.#body.replaceChildren(...entries.slice(begin, end).map((entry, row) => this.#row(entry, row)));
    const turn = (/** @type {number} */ by, /** @type {string} */ text, /** @type {boolean} */ disabled) => {
      const turned = button(text, () => {
        this.#page += by;
        this.#showPage(entries);
        this.focus();
      });
      turned.disabled = disabled;
      return turned;
    };
    const where = `${numberText(begin + 1)} to ${numberText(end)} of ${numberText(entries.length)}`;
    this.#pages.hidden = entries.length <= PAGE;
    this.#pages.replaceChildren(
      turn(-1, "Previous", begin === 0),
      turn(1, "Next", end === entries.length),
      make("span", { className: "quiet" }, where),
    );
  }

  /**
   * @param {Entry} entry
   * @param {number} row
   */
  #row(entry, row) {
    const { words, suggestions } = adviceOn(entry);
    const given = entry.text.slice(0, MOST_TEXT);
    const leaveOut = this.#leaveOutButton([entry], "Leave out", row);
    const buttons = make("div", { className: "row" });
    const cells = [make("td", {}, numberText(entry.line)), make("td"), make("td", {}, words, buttons)];
    if (entry.state === "repeated") {
      cells[1]?.append(given);
      buttons.append(leaveOut);
    } else {
      const input = make("input", { value: given, ariaLabel: `Line ${entry.line}`, autocomplete: "off" });
      const correct = (/** @type {string} */ text) => this.#act(this.#list?.correct(entry, text), row);
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        correct(input.value);
      });
      cells[1]?.append(input);
      buttons.append(
        ...suggestions.map((imei) => button(`Use ${imei}`, () => correct(imei))),
        button("Correct", () => correct(input.value)),
        leaveOut,
      );
    }
    for (const made of buttons.querySelectorAll("button")) made.ariaLabel = `${made.textContent}, line ${entry.line}`;
    return make("tr", {}, ...cells);
  }

  /**
   * @param {Entry[]} entries
   * @param {string} kind
   */
  #leaveOutAll(entries, kind) {
    const text = `Leave out the ${numberText(entries.length)} ${kind}`;
    return entries.length > 0 ? [this.#leaveOutButton(entries, text)] : [];
  }

  /**
   * @param {Entry[]} entries
   * @param {string} text
   * @param {number} [row]
   */
  #leaveOutButton(entries, text, row) {
    return button(text, () => this.#act(this.#list?.leaveOut(entries), row));
  }

  /**
   * The focus stays where the user was: on the next row.
   *
   * @param {Promise<void> | undefined} change
   * @param {number} [row]
   */
  async #act(change, row) {
    if (change) await this.#change(change);
    const next = row === undefined ? undefined : (this.#body.rows[row] ?? this.#body.rows[row - 1]);
    const control = next?.querySelector("input") ?? next?.querySelector("button");
    if (control) control.focus();
    else this.focus();
  }
}

/**
 * @param {string} text
 * @param {() => void} onclick
 */
function button(text, onclick) {
  return make("button", { type: "button", className: "small", onclick }, text);
}

/** @param {Entry[]} entries */
function asCsv(entries) {
  const rows = entries.map((entry) => [entry.line, entry.text, adviceOn(entry).words]);
  return csvBlob([["line", "text", "problem"], ...rows]);
}
