/** Created on first use, because servers have none. @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/**
 * A style sheet that needs no permission from a Content-Security-Policy, shared by all elements with this CSS.
 *
 * @param {string} css
 */
export function sheetOf(css) {
  let sheet = sheets.get(css);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  return sheet;
}
