/**
 * Goes the way of a reader through the portal, in browsers that are only given a page: drops a table of 10,000 devices,
 * submits, reads the report, loads the page again, and notes what it has seen.
 */

const loaded = Number(sessionStorage.getItem("loaded") ?? 0) + 1;
sessionStorage.setItem("loaded", String(loaded));
/** @type {string[]} */
const seen = JSON.parse(sessionStorage.getItem("seen") ?? "[]");
document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, lineNumber }) =>
  seen.push(`refused: ${violatedDirective} at ${sourceFile}:${lineNumber}`),
);
addEventListener("error", ({ message }) => seen.push(`error: ${message}`));

const inside = (/** @type {string} */ element) => document.querySelector(element)?.shadowRoot;

/** @param {() => unknown} look @param {string} what */
async function until(look, what) {
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (look()) return seen.push(what);
  }
  throw new Error(
    `There was no “${what}”: ${inside("usage-report")?.textContent ?? inside("usage-request")?.textContent}`,
  );
}

/** Without the locale's commas: WebKitGTK writes none where the system has no language. @param {string | null | undefined} text */
const plain = (text) => text?.replace(/(\d),(\d)/g, "$1$2") ?? "";

/** @param {string} element @param {string} text */
const see = (element, text) => until(() => plain(inside(element)?.textContent).includes(plain(text)), text);

/** @param {string} element @param {string} name */
function press(element, name) {
  const found = [...(inside(element)?.querySelectorAll("button") ?? [])].find(
    ({ textContent }) => textContent === name,
  );
  if (!found) throw new Error(`There is no button “${name}”.`);
  found.click();
}

async function ask() {
  await until(() => inside("usage-request"), "the form");
  const root = /** @type {ShadowRoot} */ (inside("usage-request"));
  const account = /** @type {HTMLInputElement} */ (root.querySelector('[name="accountNumber"]'));
  account.value = "0000123456-00001";
  account.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  const bases = Array.from({ length: 9_990 }, (_, at) => `35${String(at).padStart(12, "0")}`);
  const rows = bases.map((base, at) => `${base}${checkDigit(base)};Van ${at}`);
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(
    new File([`IMEI;Name\n${[...rows, "n/a;Van X", ...rows.slice(0, 3)].join("\n")}`], "fleet.csv"),
  );
  root
    .querySelector("[part=drop-zone]")
    ?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  await see("usage-request", "1 wrong · 3 repeated");
  press("usage-request", "Leave out the 1 wrong");
  await see("usage-request", "0 wrong · 3 repeated");
  press("usage-request", "Leave out the 3 repeated");
  await see("usage-request", "9,990 devices ready");
  press("usage-request", "Submit report");
}

async function read() {
  await see("usage-report", "All 9,990 devices have answered");
  await see("usage-report", "Van 9989");
  press("usage-report", "Data");
  await until(
    () => inside("usage-report")?.querySelector("th[aria-sort=descending]"),
    "the devices with the most data first",
  );
}

/** As in 3GPP TS 23.003, by Luhn. @param {string} base */
function checkDigit(base) {
  const sum = [...base].reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

try {
  if (loaded === 1) await ask();
  await read();
} catch (error) {
  seen.push(String(error));
}
sessionStorage.setItem("seen", JSON.stringify(seen));
if (loaded === 1) location.reload();
else Object.assign(globalThis, { outcome: seen });
