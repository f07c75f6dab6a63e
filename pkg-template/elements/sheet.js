/** Made at the first use, since servers have none. @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/**
 * A style sheet that needs no permission of a Content-Security-Policy, one for all elements with this CSS.
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
