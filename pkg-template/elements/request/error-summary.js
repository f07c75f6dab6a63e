import { make } from "../make.js";

/** @typedef {{ words: string, focus: () => void }} Problem `focus` moves the focus to what has to be changed */

/** All problems of the form in one place, which gets the focus if they prevent it from being sent. */
export class ErrorSummary {
  element = make("div", { className: "summary", part: "error-summary", tabIndex: -1, hidden: true });

  /** @param {readonly Problem[]} problems */
  show(problems) {
    const items = problems.map(({ words, focus }) => {
      const onclick = (/** @type {Event} */ event) => {
        event.preventDefault();
        focus();
      };
      return make("li", {}, make("a", { href: "#", onclick }, words));
    });
    this.element.hidden = items.length === 0;
    this.element.replaceChildren(make("h2", {}, "There is a problem"), make("ul", {}, ...items));
  }

  focus() {
    this.element.focus();
  }
}
