import { fileURLToPath } from "node:url";
import { startWorker } from "./edge/start.js";

/**
 * `node bench/scale.js`: what a report writes in workerd, counted there, and what follows for a large fleet from that and
 * what Cloudflare has published. docs/scale.md shows its output.
 */

const FLEET = 1_000_000;
const DEVICES = 10_000;
const DAYS = 30;

/** From developers.cloudflare.com/durable-objects/platform/limits. */
const LIMIT = { requestsASecond: 1_000, objectBytes: 10e9 };

/** Dollars, beyond what the paid plan includes: developers.cloudflare.com/durable-objects/platform/pricing and /workers. */
const PRICE = {
  plan: 5,
  workerRequests: { included: 10e6, perMillion: 0.3 },
  objectRequests: { included: 1e6, perMillion: 0.15 },
  rowsWritten: { included: 50e6, perMillion: 1 },
  storage: { included: 5, perGigabyte: 0.2 },
  duration: { included: 400_000, perMillion: 12.5 },
};

/** What an object's memory counts as, and for how long one that took callbacks stays up after the last, at the least. */
const OBJECT_GIGABYTES = 0.128;
const UNTIL_ASLEEP = 10;

const { opened, answered } = await count();
const reports = FLEET / DEVICES;
const monthly = FLEET * DAYS;
const rowsOpening = opened.rows / DEVICES;
const rowsAnswering = (answered.rows - opened.rows) / DEVICES;
// Deleting a device after 30 days writes as its insertion does.
const rows = monthly * (rowsOpening + rowsAnswering + rowsOpening);
const gigabytes = (answered.bytes * reports * DAYS) / 1e9;
const seconds = DEVICES / LIMIT.requestsASecond;
const duration = reports * DAYS * (seconds + UNTIL_ASLEEP) * OBJECT_GIGABYTES;

const costs = {
  plan: PRICE.plan,
  "requests to the worker": beyond(monthly, PRICE.workerRequests),
  "requests to objects": beyond(monthly, PRICE.objectRequests),
  "rows written": beyond(rows, PRICE.rowsWritten),
  storage: Math.max(0, gigabytes - PRICE.storage.included) * PRICE.storage.perGigabyte,
  duration: beyond(duration, PRICE.duration),
};

const lines = {
  "reports (objects) a day": reports,
  "objects that exist at a time": reports * DAYS,
  "callbacks a month": monthly,
  "rows written for a device: opening": rowsOpening,
  "rows written for a device: its callback": rowsAnswering,
  "rows written a month, deletion included": rows,
  "bytes of a complete report's object": answered.bytes,
  "of what an object may have, %": (answered.bytes / LIMIT.objectBytes) * 100,
  "gigabytes stored": gigabytes,
  "seconds for one report's callbacks, at the least": seconds,
  ...Object.fromEntries(Object.entries(costs).map(([name, dollars]) => [`dollars a month: ${name}`, dollars])),
  "dollars a month: all": Object.values(costs).reduce((sum, dollars) => sum + dollars, 0),
};
for (const [name, value] of Object.entries(lines)) {
  console.log(`${name.padEnd(50)} ${value.toLocaleString("en-US", { maximumFractionDigits: 2 }).padStart(16)}`);
}

/** @param {number} amount @param {{ included: number, perMillion: number }} price */
function beyond(amount, { included, perMillion }) {
  return (Math.max(0, amount - included) / 1e6) * perMillion;
}

/** @returns {Promise<Record<"opened" | "answered", { rows: number, bytes: number }>>} */
async function count() {
  const file = fileURLToPath(new URL("edge/counting.js", import.meta.url));
  const worker = await startWorker("http://127.0.0.1:9", file);
  try {
    const reply = await fetch(`${worker.gateway}/count?devices=${DEVICES}`, { signal: AbortSignal.timeout(120_000) });
    if (!reply.ok) throw new Error(await reply.text());
    return /** @type {Awaited<ReturnType<typeof count>>} */ (await reply.json());
  } finally {
    await worker.close();
  }
}
