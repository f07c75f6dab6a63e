/**
 * Creates an element. Properties are set as properties, so that no Content-Security-Policy applies to them; names with
 * a dash, and `role`, `part` and `for`, are set as attributes. A function, such as `onclick`, is a listener.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, unknown>} [settings]
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function make(name, settings = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(settings)) {
    if (key in element && !attributes.has(key)) Reflect.set(element, key, value);
    else if (value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...content);
  return element;
}

const attributes = new Set(["role", "part"]);
