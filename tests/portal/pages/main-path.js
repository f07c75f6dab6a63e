/**
 * Goes the way of a reader through the portal, in browsers that are only given a page: pastes 10,000 lines, corrects
 * and leaves out what is wrong, submits, loads the page again while devices answer, reads the report, and notes what it
 * has seen.
 */

const loaded = Number(sessionStorage.getItem("loaded") ?? 0) + 1;
sessionStorage.setItem("loaded", String(loaded));
/** @type {string[]} */
const seen = JSON.parse(sessionStorage.getItem("seen") ?? "[]");
document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, lineNumber }) =>
  seen.push(`refused: ${violatedDirective} at ${sourceFile}:${lineNumber}`),
);
addEventListener("error", ({ message }) => seen.push(`error: ${message}`));

/** What was saved, by the file's name. @type {Record<string, string>} */
const files = JSON.parse(sessionStorage.getItem("files") ?? "{}");
/** @type {Promise<string>} */
let saved = Promise.resolve("");
const createObjectURL = URL.createObjectURL;
URL.createObjectURL = (blob) => {
  saved = /** @type {Blob} */ (blob).text();
  return createObjectURL(blob);
};
// Nobody looks after a browser's downloads here.
HTMLAnchorElement.prototype.click = async function () {
  files[this.download] = await saved;
};

const inside = (/** @type {string} */ element) => document.querySelector(element)?.shadowRoot;

/** Waits until there is something. @template T @param {() => T} look @param {string} what @returns {Promise<NonNullable<T>>} */
async function find(look, what) {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = look();
    if (found) return found;
  }
  throw new Error(
    `There was no “${what}”: ${inside("usage-report")?.textContent ?? inside("usage-request")?.textContent}`,
  );
}

/** Waits until something is to be seen, and notes it. @param {() => unknown} look @param {string} what */
async function note(look, what) {
  await find(look, what);
  seen.push(what);
}

/** Without the locale's commas: WebKitGTK writes none where the system has no language. @param {string | null | undefined} text */
const plain = (text) => text?.replace(/(\d),(\d)/g, "$1$2") ?? "";

/** @param {string} element @param {string} text */
const see = (element, text) => note(() => plain(inside(element)?.textContent).includes(plain(text)), text);

/** Presses a button once it is there. @param {string} element @param {string} name */
async function press(element, name) {
  const buttons = () => [...(inside(element)?.querySelectorAll("button") ?? [])];
  const button = await find(() => buttons().find(({ textContent }) => textContent === name), `the button “${name}”`);
  button.click();
}

/** @param {string} element @param {string} selector @returns {Promise<HTMLInputElement>} */
const field = async (element, selector) =>
  /** @type {HTMLInputElement} */ (await find(() => inside(element)?.querySelector(selector), selector));

/** @param {HTMLInputElement} input @param {string} text */
function type(input, text) {
  input.value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

const textFrom = async (/** @type {string} */ path) => (await fetch(path)).text();

async function ask() {
  await note(() => inside("usage-request"), "the form");
  type(await field("usage-request", '[name="accountNumber"]'), "0000123456-00001");
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", await textFrom("/lines"));
  const paste = new Event("paste", { bubbles: true, cancelable: true, composed: true });
  // Firefox empties what is given to the constructor of a ClipboardEvent.
  Object.defineProperty(paste, "clipboardData", { value: clipboardData });
  (await field("usage-request", "textarea")).dispatchEvent(paste);
  await see("usage-request", "7 wrong · 3 repeated");
  await press("usage-request", "Use 490154203237518");
  await see("usage-request", "6 wrong · 3 repeated");
  const line = await field("usage-request", '[aria-label="Line 9993"]');
  line.value = "356938035643809";
  line.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
  await see("usage-request", "5 wrong · 3 repeated");
  await press("usage-request", "Download all");
  await note(() => "lines-to-check.csv" in files, "a file of the lines to check");
  await press("usage-request", "Leave out the 5 wrong");
  await see("usage-request", "0 wrong · 3 repeated");
  await press("usage-request", "Leave out the 3 repeated");
  await see("usage-request", "9,992 devices ready");
  await press("usage-request", "Submit report");
  await see("usage-report", "5,995 of 9,992 devices have answered");
}

async function read() {
  await see("usage-report", "5,995 of 9,992 devices have answered");
  await textFrom("/answer-rest");
  await see("usage-report", "All 9,992 devices have answered");
  // The devices follow the totals.
  await see("usage-report", "✓ Nothing more is waited for");
  const first = () => inside("usage-report")?.querySelector("#rows td")?.textContent;
  await press("usage-report", "Data");
  await note(
    () => inside("usage-report")?.querySelector("th[aria-sort=descending]"),
    "the devices with the most data first",
  );
  const device = await textFrom("/found");
  type(await field("usage-report", "#find"), device);
  await see("usage-report", "1 device shown");
  await note(() => first() === device, device);
  type(await field("usage-report", "#find"), "");
  await see("usage-report", "9,992 devices shown");
  await press("usage-report", "Errors 1");
  await see("usage-report", "1 device shown");
  const failed = await textFrom("/failed");
  await note(() => first() === failed, failed);
  await press("usage-report", "CSV of all");
  await note(() => "usage-all.csv" in files, "a file of the report");
}

try {
  if (loaded === 1) await ask();
  else await read();
} catch (error) {
  seen.push(String(error));
}
sessionStorage.setItem("seen", JSON.stringify(seen));
sessionStorage.setItem("files", JSON.stringify(files));
if (loaded === 1) location.reload();
else Object.assign(globalThis, { outcome: { seen, files } });
