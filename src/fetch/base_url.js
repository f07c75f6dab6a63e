/**
 * Of a URL, or of a path within the origin of the page or worker: the host's name, the user name and password, and the
 * whole without slashes at its end, as the platform writes them and separated by spaces. `undefined` if it is not a URL.
 *
 * @param {string} text
 */
export function partsOfUrl(text) {
  try {
    let { hostname, username, password, href } = new URL(text[0] === "/" ? location.origin + text : text);
    while (href.endsWith("/")) href = href.slice(0, -1);
    return `${hostname} ${username}${password} ${href}`;
  } catch {
    return undefined;
  }
}
