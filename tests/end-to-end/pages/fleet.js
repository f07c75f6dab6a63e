import { submitFleet } from "/pkg/entries/browser.js";
import { show } from "./show.js";

/** Submits a fleet, and reads its reports together, until they are complete, as one report and as one CSV. */
await show(async (/** @type {import("thingspace-aggregate").FleetRequest} */ request) => {
  const txids = [];
  for await (const part of submitFleet(request, { baseUrl: "/api" })) {
    if (part.outcome !== "queued") throw part.error;
    txids.push(part.receipt.txid);
  }
  const events = await (await readTogether(txids, "text/event-stream")).text();
  const csv = await (await readTogether(txids, "text/csv")).text();
  return { txids, end: /\nevent: end\n.*?data: ([^\n]*)/s.exec(events)?.[1], csv };
});

/**
 * @param {readonly string[]} txids
 * @param {string} accept
 */
function readTogether(txids, accept) {
  return fetch("/api/reports/read-together", {
    method: "POST",
    headers: { accept, "content-type": "application/json" },
    body: JSON.stringify({ txids }),
  });
}
