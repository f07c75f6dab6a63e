import { make } from "../make.js";
import { counted } from "../numbers.js";
import { Field } from "./field.js";

/**
 * @import { Announcer } from "../announcer.js"
 * @import { DeviceList } from "./device-list.js"
 * @import { Problem } from "./error-summary.js"
 * @import { Review } from "./review.js"
 */

/** A field with more lines, or a longer text, makes the browser stutter. */
const MOST_LINES = 1000;
const MOST_CHARACTERS = 32_000;

const NO_COLUMNS = "Further columns, such as a name, are kept.";

/**
 * Where devices are typed, pasted, dropped or chosen as a file. A long list is not put into the text field: it is only
 * summed up.
 */
export class DropZone {
  /** Done when the list is read. */
  settled = Promise.resolve();

  /** Undefined as long as there are no devices. @type {DeviceList | undefined} */
  list;
  /** Why the file that was given last could not be read; empty if it could. An earlier list stays. */
  fileProblem = "";
  /** @type {Review | undefined} */
  #review;
  #checkDigit = true;
  #latest = 0;
  /** What the text field held when it was read. */
  #text = "";

  #field = new Field(
    make("textarea", { name: "imei", rows: 6, autocomplete: "off", spellcheck: false, autocapitalize: "off" }),
    "IMEIs",
    "15 digits each, in any layout: typed, pasted from a spreadsheet, or as a file. What follows a # is a comment.",
  );
  #file = make("input", {
    type: "file",
    accept: ".csv,.tsv,.txt,text/*",
    hidden: true,
    onchange: () => this.#takeFile(this.#file.files?.[0]),
  });
  #edit = make("button", { type: "button", hidden: true, onclick: () => this.#begin(this.list?.text) }, "Edit as text");
  /** Stands where the text field is, in place of what that holds. */
  #held = make(
    "div",
    { className: "held", hidden: true },
    make("p", {}, "The list is too long for a text field, so it is kept separately."),
    this.#edit,
  );
  #clear = make("button", { type: "button", disabled: true, onclick: () => this.#begin() }, "Clear the list");
  #count = make("p", { className: "quiet" }, "No devices yet");
  #columns = make("p", { className: "quiet" }, NO_COLUMNS);
  #reviewPlace = make("div");
  #announcer;
  #onChange;
  #attempt;

  element = make(
    "div",
    {
      className: "drop",
      part: "drop-zone",
      onpaste: (/** @type {ClipboardEvent} */ event) => this.#paste(event),
      ondragover: (/** @type {DragEvent} */ event) => event.preventDefault(),
      ondrop: (/** @type {DragEvent} */ event) => this.#drop(event),
    },
    this.#field.element,
    make(
      "div",
      { className: "row" },
      make("button", { type: "button", onclick: () => this.#file.click() }, "Choose a file"),
      this.#file,
      make("span", { className: "quiet" }, "or drop one here"),
      this.#clear,
    ),
    this.#count,
    this.#columns,
    this.#reviewPlace,
  );

  /**
   * @param {object} page
   * @param {Announcer} page.announcer
   * @param {() => void} page.onChange
   * @param {(work: Promise<unknown>) => void} page.attempt takes care of what fails
   */
  constructor({ announcer, onChange, attempt }) {
    this.#announcer = announcer;
    this.#onChange = onChange;
    this.#attempt = attempt;
    this.#field.input.after(this.#held);
  }

  /** Has the reader go on with this text. */
  #begin(text = "") {
    this.take(text);
    this.#field.input.focus();
  }

  /** Reads the text field again when it has changed. */
  reread() {
    if (this.#held.hidden && this.#field.value !== this.#text) this.take(this.#field.value);
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const [file] = event.clipboardData?.files ?? [];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    // In the review, a text is pasted into the field of its line.
    if (event.target !== this.#field.input && this.#held.hidden) return;
    if (!text && file) {
      event.preventDefault();
      this.#takeFile(file);
      return;
    }
    const { value, selectionStart, selectionEnd } = this.#field.input;
    const whole = value.slice(0, selectionStart ?? 0) + text + value.slice(selectionEnd ?? 0);
    // What is short is pasted by the browser, which can take it back.
    if (fitsField(whole)) return;
    event.preventDefault();
    this.take(whole);
  }

  /** @param {DragEvent} event */
  #drop(event) {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    const text = event.dataTransfer?.getData("text/plain");
    if (file) this.#takeFile(file);
    else if (text) this.take([this.#field.value, text].filter(Boolean).join("\n"));
  }

  /** @param {File | undefined} file */
  #takeFile(file) {
    if (!file) return;
    this.#file.value = "";
    const current = ++this.#latest;
    const work = async () => {
      const { readFile } = await import("./read-file.js");
      const read = await readFile(file);
      if (current !== this.#latest) return;
      if ("text" in read) return this.#read(read.text);
      this.fileProblem = read.problem;
      this.#onChange();
    };
    this.settled = work();
    this.#attempt(this.settled);
  }

  /**
   * Takes devices in any layout in place of those that are there.
   *
   * @param {string} text
   */
  take(text) {
    this.settled = this.#read(text);
    this.#attempt(this.settled);
  }

  /** @param {string} text */
  async #read(text) {
    const current = ++this.#latest;
    const isHeld = !fitsField(text);
    const inField = isHeld ? "" : text;
    this.fileProblem = "";
    this.#hold(isHeld);
    if (this.#field.value !== inField) this.#field.value = inField;
    this.#text = this.#field.value;
    if (text.trim() === "") {
      this.#show(undefined);
      return;
    }
    const { DeviceList, Review } = await import("./devices.js");
    const list = await DeviceList.read(text, {
      checkDigit: this.#checkDigit,
      isWanted: () => current === this.#latest,
      onProgress: (count) => {
        this.#count.textContent = `Reading: ${counted(count, "device")} so far…`;
        this.#announcer.sayProgress(this.#count.textContent);
      },
    });
    if (!list) return;
    this.#review ??= new Review({
      change: (change) => this.#apply(change),
      setCheckDigit: (checkDigit) => {
        this.checkDigit = checkDigit;
      },
    });
    this.#show(list);
    if (isHeld) this.#announcer.say(this.#count.textContent);
  }

  /**
   * What the reader has done in the review.
   *
   * @param {Promise<void>} change
   */
  async #apply(change) {
    await change;
    if (this.#held.hidden) {
      this.#field.value = this.list?.text ?? "";
      this.#text = this.#field.value;
    }
    this.#show(this.list);
    this.#announcer.say(this.#count.textContent);
  }

  /** @param {boolean} isHeld */
  #hold(isHeld) {
    // It keeps its place, so that nothing moves.
    this.#field.input.style.visibility = isHeld ? "hidden" : "";
    this.#held.hidden = !isHeld;
  }

  /** @param {DeviceList | undefined} list */
  #show(list) {
    this.list = list;
    const all = list?.entries.length ?? 0;
    const ready = list?.of("ready").length ?? 0;
    const names = list?.names ?? [];
    const more = all > ready ? `, ${counted(all - ready, "line")} to check` : "";
    this.#count.textContent = `${ready === 0 ? "No devices" : counted(ready, "device")} ready${more}`;
    this.#columns.textContent =
      names.length > 0 ? `Kept in this browser for the report: ${names.join(", ")}.` : NO_COLUMNS;
    this.#edit.hidden = all > MOST_LINES || !fitsField(list?.text ?? "");
    this.#clear.disabled = all === 0;
    if (list && this.#review) this.#review.show(list, this.#checkDigit);
    this.#reviewPlace.replaceChildren(...((list && this.#review?.elements) || []));
    this.#onChange();
  }

  /** Whether an IMEI's check digit has to fit. */
  get checkDigit() {
    return this.#checkDigit;
  }

  set checkDigit(checkDigit) {
    this.#checkDigit = checkDigit ?? true;
    this.reread();
    this.settled = this.settled.then(async () => {
      if (!this.list) return;
      await this.list.setCheckDigit(this.#checkDigit);
      this.#show(this.list);
      this.#announcer.say(this.#count.textContent);
    });
    this.#attempt(this.settled);
  }

  /** @returns {Problem[]} */
  problems() {
    const focus = () => (this.#held.hidden ? this.#field.input : this.#clear).focus();
    if (!this.list?.entries.length) {
      return [{ words: this.fileProblem || "Enter an IMEI, or choose every device of the account.", focus }];
    }
    const look = () => this.#review?.focus();
    const bad = this.list.of("bad").length;
    const repeated = this.list.of("repeated").length;
    const wrong = `${counted(bad, "line is", "lines are")} wrong: correct or leave out what is not an IMEI.`;
    const twice = `${counted(repeated, "line repeats", "lines repeat")} another: leave out the repeats.`;
    return [
      ...(bad > 0 ? [{ words: wrong, focus: look }] : []),
      ...(repeated > 0 ? [{ words: twice, focus: look }] : []),
    ];
  }

  /** @param {boolean} isWrong */
  mark(isWrong) {
    this.#field.input.setAttribute("aria-invalid", String(isWrong));
  }
}

/** @param {string} text */
function fitsField(text) {
  if (text.length > MOST_CHARACTERS) return false;
  return (text.match(/\r\n|\r|\n/g)?.length ?? 0) < MOST_LINES;
}
