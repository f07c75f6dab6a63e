import { download } from "../download.js";
import { make } from "../make.js";
import { counted } from "../numbers.js";
import { previewOf } from "./preview.js";
import { MOST_DEVICES } from "./send.js";

/** @import { UsageRequestFields } from "../../elements.js" */

/** How many characters of a text are drawn; all of them can be copied. */
const MOST_SHOWN = 1500;

/** What is shown in each place. @type {WeakMap<HTMLElement, string>} */
const shown = new WeakMap();

/**
 * Shows the exact request, for users who want to see or repeat it.
 *
 * @param {HTMLElement} place
 * @param {UsageRequestFields} request the current contents of the form
 * @param {boolean} checkDigit
 */
export async function showPreview(place, { imei, ...rest }, checkDigit) {
  const isFleet = Array.isArray(imei) && imei.length > MOST_DEVICES;
  const first = isFleet ? imei.slice(0, MOST_DEVICES) : imei;
  const preview = await previewOf({ ...rest, imei: first }, checkDigit);
  const parts = isFleet ? Math.ceil(imei.length / MOST_DEVICES) : 1;
  const key = parts + String(preview?.json);
  // A button that was just pressed must not be replaced, or it loses the focus.
  if (shown.get(place) === key) return;
  shown.set(place, key);
  const note = `The first of ${counted(parts, "request")}: ThingSpace takes 10,000 devices at a time.`;
  const content = preview
    ? [
        ...(isFleet ? [make("p", {}, note)] : []),
        ...block("Body, as JSON", preview.json, "request.json"),
        ...block("With curl, tokens masked", preview.curl, "request.sh"),
      ]
    : [make("p", { className: "quiet" }, "It is shown once there are no problems.")];
  place.replaceChildren(...content);
}

/**
 * @param {string} title
 * @param {string} text
 * @param {string} fileName
 */
function block(title, text, fileName) {
  const rest = text.length - MOST_SHOWN;
  const shown = rest > 0 ? `${text.slice(0, MOST_SHOWN)}… and ${counted(rest, "character")} more` : text;
  const copy = make("button", { type: "button", className: "small", ariaLabel: `Copy: ${title}` }, "Copy");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = "Copied";
  });
  copy.hidden = !globalThis.isSecureContext;
  const save = make("button", { type: "button", className: "small", ariaLabel: `Download: ${title}` }, "Download");
  save.addEventListener("click", () => download(fileName, new Blob([text])));
  return [
    make("div", { className: "row" }, make("h2", {}, title), copy, save),
    make("pre", { tabIndex: 0, role: "region", ariaLabel: title }, shown),
  ];
}
