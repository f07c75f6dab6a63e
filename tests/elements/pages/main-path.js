/**
 * Goes the way of a reader through the form, in browsers that are only given a page: pastes 10,000 lines, looks at what
 * is wrong, leaves it out, submits, and notes what it has seen.
 */

const form = /** @type {HTMLElement} */ (document.querySelector("usage-request"));
const shadow = /** @type {ShadowRoot} */ (form.shadowRoot);
const watched = /** @type {{ told: object[], violations: string[] }} */ (/** @type {unknown} */ (globalThis));
/** @type {string[]} */
const seen = [];

/** @param {string} text that stands somewhere in the form, in time */
async function says(text) {
  for (let time = 0; time < 600; time++) {
    const found = [...shadow.querySelectorAll("p, h2, li, dd, td, summary")].find((element) =>
      element.textContent?.includes(text),
    );
    if (found) {
      seen.push(text);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The form does not say “${text}”: ${shadow.textContent}`);
}

/** @param {string} name */
function press(name) {
  const found = [...shadow.querySelectorAll("button")].find(({ textContent }) => textContent === name);
  if (!found) throw new Error(`There is no button “${name}”.`);
  found.click();
}

/** @param {string} file */
function drop(file) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([file], "fleet.csv"));
  const zone = shadow.querySelector("[part=drop-zone]");
  zone?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}

/** @param {string} text */
function type(text) {
  const field = /** @type {HTMLTextAreaElement} */ (shadow.querySelector("textarea"));
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

async function goTheWay() {
  const imeis = (await (await fetch("/imeis.txt")).text()).split("\n");

  type(`${imeis[0]}\n4.9E+14`);
  await says("digits are lost");
  press("Last 30 days");
  await says("days in UTC, 30 days apart");
  press("Submit report");
  await says("1 line is wrong");
  press("Clear the list");

  const rows = [...imeis, "Truck", imeis[0]].map((imei, index) => `Van ${index};${imei}`);
  drop(`Name;IMEI\r\n${rows.join("\r\n")}`);
  await says("1 wrong · 1 repeated");
  press("Leave out the 1 wrong");
  await says("0 wrong · 1 repeated");
  press("Leave out the 1 repeated");
  const preview = /** @type {HTMLDetailsElement} */ (shadow.querySelector("[part=preview]"));
  preview.open = true;
  await says("ThingSpace takes 10,000 devices at a time");
  press("Submit report");
  await says("which belong together");
  // The page is told once that is shown.
  for (let time = 0; time < 600 && !watched.told.some(isQueued); time++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {object} told */
const isQueued = (told) => /** @type {{ type: string }} */ (told).type === "usage-request-queued";

goTheWay()
  .catch((error) => seen.push(String(error)))
  .finally(() => Object.assign(globalThis, { outcome: { seen, told: watched.told, violations: watched.violations } }));
