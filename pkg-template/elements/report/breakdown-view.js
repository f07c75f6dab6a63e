import { make } from "../make.js";
import { counted, numberText } from "../numbers.js";
import { groupsBy } from "./groups.js";
import { reasonsOf } from "./reasons.js";
import { bytesText } from "./words.js";

/** @import { DeviceStore } from "./store.js" */

/** Groups that are shown; the CSV has the rest. */
const MOST_GROUPS = 200;

/** Why devices failed, and what to do. */
export class ReasonsView {
  #drawn = "";
  #list = make("ul", { className: "reasons" });

  element = make("section", { part: "reasons", hidden: true }, make("h3", {}, "Why devices failed"), this.#list);

  /** @param {(imei: string[]) => void} onAskAgain */
  constructor(onAskAgain) {
    this.onAskAgain = onAskAgain;
  }

  /** @param {DeviceStore} store */
  draw(store) {
    const reasons = reasonsOf(store);
    // Buttons that are made anew lose the focus.
    const now = JSON.stringify(reasons);
    if (now === this.#drawn) return;
    this.#drawn = now;
    this.element.hidden = reasons.length === 0;
    this.#list.replaceChildren(
      ...reasons.map(({ message, code, advice, imeis }) =>
        make(
          "li",
          {},
          make("strong", {}, `${counted(imeis.length, "device")}: ${message}`),
          make("p", {}, [code, advice].filter(Boolean).join(". ")),
          make(
            "button",
            { className: "small", onclick: () => this.onAskAgain(imeis) },
            `Ask again for ${imeis.length === 1 ? "it" : `these ${numberText(imeis.length)}`}`,
          ),
        ),
      ),
    );
  }
}

/** Totals by one of the reader's own columns. */
export class GroupsView {
  /** @type {readonly string[]} */
  #names = [];
  #choice = make("select");
  #body = make("tbody");
  #more = make("p", { className: "quiet" });

  element = make(
    "section",
    { part: "groups", hidden: true },
    make("h3", {}, "Totals by group"),
    make("label", { className: "row" }, "Group by", this.#choice),
    make(
      "div",
      { className: "scroller groups", role: "region", ariaLabel: "Totals by group", tabIndex: 0 },
      make("table", {}, make("thead", {}, headRow()), this.#body),
    ),
    this.#more,
  );

  /** @param {() => void} onDraw */
  constructor(onDraw) {
    this.#choice.onchange = onDraw;
  }

  /** @param {DeviceStore} store */
  draw(store) {
    const names = store.columns?.names ?? [];
    this.element.hidden = names.length === 0;
    if (names.length === 0) return;
    if (names !== this.#names) {
      this.#names = names;
      this.#choice.replaceChildren(...names.map((name, index) => make("option", { value: String(index) }, name)));
    }
    const groups = groupsBy(store, Number(this.#choice.value));
    this.#body.replaceChildren(
      ...groups
        .slice(0, MOST_GROUPS)
        .map(({ name, devices, silent, failed, sessions, bytes }) =>
          make(
            "tr",
            {},
            make("th", { scope: "row" }, name || "(none)"),
            ...[devices, silent, failed, sessions].map((count) => numberCell(numberText(count))),
            numberCell(bytesText(Number(bytes)), `${numberText(bytes)} bytes`),
          ),
        ),
    );
    this.#more.textContent =
      groups.length > MOST_GROUPS ? `The ${MOST_GROUPS} largest of ${numberText(groups.length)} groups` : "";
  }
}

function headRow() {
  const names = ["Group", "Devices", "Silent", "Failed", "Sessions", "Data"];
  return make(
    "tr",
    {},
    ...names.map((name, index) => make("th", { scope: "col", className: index ? "number" : "" }, name)),
  );
}

/** @param {string} text */
function numberCell(text, title = "") {
  return make("td", { className: "number", title }, text);
}
