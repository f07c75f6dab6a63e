import { submitAggregate } from "/pkg/entries/browser.js";
import { show } from "./show.js";

/**
 * @import { AggregateRequest } from "thingspace-aggregate"
 * @typedef {{ request: AggregateRequest, places: string[] }} Plan `places`: where connections break, one after the other
 */

/** Submits once for each place, and tells the test before and after. */
await show(async (/** @type {Plan} */ { request, places }) => {
  const receipts = [];
  for (const place of places) {
    await tell(`before/${place}`);
    const { txid } = await submitAggregate({ ...request, deviceGroup: place }, { baseUrl: "/api" });
    await tell(`after/${place}`);
    receipts.push({ place, txid });
  }
  return receipts;
});

/** @param {string} what */
async function tell(what) {
  await (await fetch(`/tell/${what}`)).text();
}
