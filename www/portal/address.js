/**
 * The addresses of the page: `#/reports/<txid>`, with `+` between the transaction ids of a fleet, and `#/` for the page
 * where reports are asked for. An address never holds an IMEI.
 */

/**
 * @param {string} hash
 * @returns {string} the transaction ids, with spaces between, as `<usage-report>` takes them; empty for the other page
 */
export function txidsIn(hash) {
  const [, ids = ""] = /^#\/reports\/(.+)$/.exec(hash) ?? [];
  // Takes `+` for a space, and lets pass what is no right escape: the address may have been typed.
  const text = new URLSearchParams(`txids=${ids}`).get("txids") ?? "";
  return text.trim();
}

/** @param {readonly string[]} txids */
export function addressOf(txids) {
  return `#/reports/${txids.map(encodeURIComponent).join("+")}`;
}
