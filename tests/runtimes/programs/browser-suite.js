// Without a bundler, a page imports what its server has by its address.
import * as main from "/node_modules/thingspace-aggregate/entries/browser.js";
import * as inline from "/node_modules/thingspace-aggregate/entries/inline.js";
import { runOverHttp2, runSuite } from "../suite/run.js";

/**
 * Runs the suite where this module was imported.
 * @param {string} place
 */
export function runIn(place) {
  return runSuite(location.origin, { [`main, ${place}`]: main, [`inline, ${place}`]: inline });
}

export function runInWindowOverHttp2() {
  return runOverHttp2(location.origin, main);
}
