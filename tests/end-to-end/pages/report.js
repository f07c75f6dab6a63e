import { submitAggregate } from "/pkg/entries/browser.js";
import { show } from "./show.js";

/** Submits a report, listens to it until its end, and fetches it as CSV. */
await show(async (/** @type {import("thingspace-aggregate").AggregateRequest} */ request) => {
  const { txid, status } = await submitAggregate(request, { baseUrl: "/api" });
  const address = `/api/reports/${encodeURIComponent(txid)}`;
  const heard = await listen(address);
  const answer = await fetch(address, { headers: { accept: "text/csv" } });
  return { txid, status, ...heard, csv: await answer.text() };
});

/** @param {string} address */
function listen(address) {
  return new Promise((resolve, reject) => {
    const devices = new Map();
    const source = new EventSource(address);
    source.addEventListener("devices", ({ data }) => {
      for (const device of JSON.parse(data)) devices.set(device.imei, device);
    });
    source.addEventListener("end", ({ data }) => {
      source.close();
      resolve({ totals: JSON.parse(data), devices: [...devices.values()] });
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) reject(new Error("The stream of events was refused."));
    });
  });
}
