/**
 * Of a URL, or of a path within the origin of the page or worker: the host's name, the user name and password, and the
 * whole, as the platform writes them and separated by spaces. `undefined` for what is none.
 *
 * @param {string} text
 */
export function partsOfUrl(text) {
  try {
    const { hostname, username, password, href } = new URL(text[0] === "/" ? location.origin + text : text);
    return `${hostname} ${username}${password} ${href}`;
  } catch {
    return undefined;
  }
}
