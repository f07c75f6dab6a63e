/**
 * The addresses of the page: `#/reports/<txid>`, with `+` between the transaction IDs of a fleet, and `#/` for the page
 * on which reports are requested. An address never contains an IMEI.
 */

/**
 * @param {string} hash
 * @returns {string} the transaction IDs, separated by spaces, as `<usage-report>` takes them; empty for the other page
 */
export function txidsIn(hash) {
  const [, ids = ""] = /^#\/reports\/(.+)$/.exec(hash) ?? [];
  // Reads `+` as a space, and tolerates invalid escapes, because the address may have been typed.
  const text = new URLSearchParams(`txids=${ids}`).get("txids") ?? "";
  return text.trim();
}

/** @param {readonly string[]} txids */
export function addressOf(txids) {
  return `#/reports/${txids.map(encodeURIComponent).join("+")}`;
}
