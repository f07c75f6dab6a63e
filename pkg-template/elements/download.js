import { make } from "./make.js";

/** Milliseconds until a download has surely begun, and its address can go. */
const BEGUN = 60_000;

/**
 * Gives the reader a file that was made in the browser.
 *
 * @param {string} name
 * @param {Blob} blob
 */
export function download(name, blob) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), BEGUN);
}
