/** Fleets that are remembered: no more are listed. */
const MOST = 20;

/**
 * Which reports are of one fleet, the latest fleet first: this browser asked for them together. ThingSpace knows of no
 * fleets.
 *
 * @returns {(readonly string[])[]} the transaction ids of each
 */
export function knownFleets() {
  try {
    return JSON.parse(localStorage.fleets ?? "[]");
  } catch {
    return [];
  }
}

/**
 * When more reports of the fleet are queued, it is called again with all of them.
 *
 * @param {readonly string[]} txids
 */
export function rememberFleet(txids) {
  const others = knownFleets().filter(([first]) => first !== txids[0]);
  try {
    localStorage.fleets = JSON.stringify([txids, ...others].slice(0, MOST));
  } catch {
    // Where nothing can be kept, in some private windows, each report has a row of its own.
  }
}
