import { baseSheet } from "./appearance.js";
import { sheetOf } from "./sheet.js";

/** Servers have no elements, but may import these classes to render a page around them. */
const Element = globalThis.HTMLElement ?? class {};

/**
 * Registers an element. Does nothing if the name is already taken, and on servers.
 *
 * @param {string} name
 * @param {typeof UsageElement} element
 */
export function define(name, element) {
  const { customElements } = globalThis;
  if (customElements && !customElements.get(name)) customElements.define(name, element);
}

/**
 * What the elements of this package share: a shadow tree with their styles, the gateway's address, and properties that
 * were set before the element was defined.
 */
export class UsageElement extends Element {
  /** The CSS of the class, which follows the shared one. */
  static css = "";

  /** Properties that may be set before the element is defined. @type {readonly string[]} */
  static properties = [];

  /** Created by the constructor, so that nothing has to look for it. */
  root = this.attachShadow({ mode: "open" });

  constructor() {
    super();
    const { css } = /** @type {typeof UsageElement} */ (this.constructor);
    this.root.adoptedStyleSheets = [sheetOf(baseSheet), sheetOf(css)];
  }

  /**
   * A property that was set on the element before it was upgraded hides the accessor of the class, so it is set again
   * through the accessor. To be called by `connectedCallback`.
   */
  takeEarlyProperties() {
    const { properties } = /** @type {typeof UsageElement} */ (this.constructor);
    for (const name of properties) {
      if (!Object.hasOwn(this, name)) continue;
      const value = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  /**
   * Dispatches an event to the page, even across the shadow trees that the element is in.
   *
   * @param {string} type
   * @param {unknown} detail
   */
  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** The gateway's address, without a slash at its end: the attribute `base-url`, by default `/api`. */
  get baseUrl() {
    return (this.getAttribute("base-url") || "/api").replace(/\/+$/, "");
  }

  set baseUrl(value) {
    this.setAttribute("base-url", value);
  }
}
