import { contestants, load } from "../contestants.js";
import { credentials, instantFetch, nowhere } from "../far-side.js";
import { requestFor } from "../requests.js";

/**
 * @import { Aggregate } from "../contestants.js"
 * @import { Column } from "../section.js"
 */

const good = requestFor(2);
const devices = /** @type {string[]} */ (good.imei);

/** Requests that the service's reference page rules out. @type {Record<string, object>} */
const WRONG = {
  "14 digits": { ...good, imei: ["35209900176148"] },
  "check digit": { ...good, imei: ["352099001761482"] },
  "IMEI a number": { ...good, imei: [352099001761481] },
  "a device twice": { ...good, imei: [...devices, devices[0]] },
  "10,001 devices": requestFor(10_001),
  "no account number": { ...good, accountNumber: "" },
  banana: { ...good, startDate: "banana" },
  "February 30": { ...good, startDate: "2026-02-30", endDate: "2026-03-05" },
  "end before start": { ...good, startDate: good.endDate, endDate: good.startDate },
  "400 days": { ...good, startDate: "2024-01-01", endDate: "2025-02-04" },
  "unknown field": { ...good, endate: good.endDate },
};

export const title = "What is found before anything is sent";

export const how =
  "Whether a contestant refuses a request that has one mistake in it. Every contestant has to send a request " +
  "without mistakes, or it would not be in this benchmark.";

/** @type {import("../section.js").Measure} */
export async function measure() {
  /** @type {Column[]} */
  const columns = Object.keys(WRONG).map((title) => ({ title, unit: "B", alone: true, samples: {} }));
  for (const { name } of contestants) {
    const { fetch, sent } = instantFetch();
    const submit = (await load(name))({ ...credentials, baseUrl: nowhere, fetch });
    await submit(good);
    for (const column of columns) {
      sent.at = Number.NaN;
      await submit(/** @type {Aggregate} */ (WRONG[column.title])).catch(() => {});
      column.samples[name] = { words: Number.isNaN(sent.at) ? "refused" : "sent" };
    }
  }
  return { columns };
}
