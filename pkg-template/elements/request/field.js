import { make } from "../make.js";

/** The largest number of sentences at one field. */
const MOST_SHOWN = 8;

/** An input with its label, a hint, and a place for its problems. */
export class Field {
  #problems;

  /**
   * @param {HTMLInputElement | HTMLTextAreaElement} input with a name
   * @param {string} label
   * @param {string} [hint]
   */
  constructor(input, label, hint) {
    const { name } = input;
    this.input = input;
    this.#problems = make("div", { className: "problem", id: `${name}-problem` });
    const hints = hint ? [make("p", { className: "quiet", id: `${name}-hint` }, hint)] : [];
    input.id = name;
    input.setAttribute("aria-describedby", `${hint ? `${name}-hint ` : ""}${name}-problem`);
    const content = [make("label", { htmlFor: name }, label), ...hints, input, this.#problems];
    this.element = make("div", { className: "field" }, ...content);
  }

  get value() {
    return this.input.value;
  }

  set value(value) {
    this.input.value = value;
  }

  /** @param {readonly string[]} sentences */
  show(sentences) {
    this.input.setAttribute("aria-invalid", String(sentences.length > 0));
    this.#problems.replaceChildren(...sentences.slice(0, MOST_SHOWN).map(problemParagraph));
  }
}

/** @param {string} sentence */
export function problemParagraph(sentence) {
  return make("p", { className: "problem" }, make("span", { className: "aside" }, "Error: "), sentence);
}
