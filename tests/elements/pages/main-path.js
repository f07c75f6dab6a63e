/**
 * Goes the way of a reader through the form, in browsers that are only given a page: pastes 10,000 lines, looks at what
 * is wrong, leaves it out, submits, and notes what it has seen.
 */

const form = /** @type {HTMLElement} */ (document.querySelector("usage-request"));
const shadow = /** @type {ShadowRoot} */ (form.shadowRoot);
const watched = /** @type {{ told: object[], violations: string[] }} */ (/** @type {unknown} */ (globalThis));
/** @type {string[]} */
const seen = [];

/**
 * Waits until there is such an element in the form.
 *
 * @param {string} selector
 * @param {(text: string) => boolean} isIt
 * @returns {Promise<HTMLElement>}
 */
async function find(selector, isIt) {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = [...shadow.querySelectorAll(selector)].find(({ textContent }) => isIt(textContent ?? ""));
    if (found) return /** @type {HTMLElement} */ (found);
  }
  throw new Error(`The form does not have what is looked for after “${seen.at(-1)}”: ${shadow.textContent}`);
}

/** @param {string} text */
async function says(text) {
  await find("p, h2, li, dd, td, summary", (found) => found.includes(text));
  seen.push(text);
}

/** @param {string} name */
async function press(name) {
  const button = await find("button", (text) => text === name);
  button.click();
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
  await press("Last 30 days");
  await says("days in UTC, 30 days apart");
  await press("Submit report");
  await says("1 line is wrong");
  await press("Clear the list");

  const rows = [...imeis, "Truck", imeis[0]].map((imei, index) => `Van ${index};${imei}`);
  drop(`Name;IMEI\r\n${rows.join("\r\n")}`);
  await says("1 wrong · 1 repeated");
  await press("Leave out the 1 wrong");
  await says("0 wrong · 1 repeated");
  await press("Leave out the 1 repeated");
  const preview = /** @type {HTMLDetailsElement} */ (shadow.querySelector("[part=preview]"));
  preview.open = true;
  await says("ThingSpace takes 10,000 devices at a time");
  await press("Submit report");
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
