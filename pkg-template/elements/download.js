import { make } from "./make.js";

/** After how many milliseconds a download has certainly begun, so that its URL can be revoked. */
const BEGUN = 60_000;

/**
 * Offers the user a file that was made in the browser.
 *
 * @param {string} name
 * @param {Blob} blob
 */
export function download(name, blob) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), BEGUN);
}
