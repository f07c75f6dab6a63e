// Without a bundler, a page imports what its server has by its address.
import * as browser from "/node_modules/thingspace-aggregate/entries/browser.js";
import * as inline from "/node_modules/thingspace-aggregate/entries/inline.js";
import * as slim from "/node_modules/thingspace-aggregate/entries/slim.js";
import { runSuite } from "../suite/run.js";

/**
 * Runs the suite where this module was imported.
 * @param {string} place
 */
export async function runIn(place) {
  await slim.load("/node_modules/thingspace-aggregate/aggregate.wasm");
  const entries = { [`${place}-main`]: browser, [`${place}-inline`]: inline, [`${place}-slim`]: slim };
  return runSuite(location.origin, entries);
}
