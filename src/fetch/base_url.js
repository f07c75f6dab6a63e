/** The origin of the page, or of the worker, if there is one. */
export function pageOrigin() {
  return globalThis.location?.origin;
}

/**
 * The host's name of a URL, a space, and the URL as the platform writes it; `undefined` for what is none.
 *
 * @param {string} text
 */
export function hostAndUrl(text) {
  try {
    const { hostname, href } = new URL(text);
    return `${hostname} ${href}`;
  } catch {
    return undefined;
  }
}
