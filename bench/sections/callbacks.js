import { fileURLToPath } from "node:url";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { own } from "../contestants.js";
import { callbackOf } from "../edge/callback.js";
import { postAll } from "../edge/post.js";
import { submit } from "../edge/report.js";
import { startWorker } from "../edge/start.js";
import { interleave, pick } from "../interleave.js";

/**
 * @import { Column } from "../section.js"
 * @typedef {Awaited<ReturnType<typeof startWorker>>} Worker
 * @typedef {{ rate: number, processor: number }} Sample
 */

/** A report has 10,000 devices at most, and each sample, with the one that warms up, needs others. */
const CALLBACKS = 800;
const AT_ONCE = 100;
const ROUNDS = 7;

/** How many reports the callbacks of a sample belong to. */
const REPORTS = [1, 100];

const READING = "reads and answers";
const KEEPING = "keeps each body as it came";

export const title = "Callbacks in workerd";

export const how =
  `${CALLBACKS} callbacks per sample, from devices that have not answered yet, ${AT_ONCE} at a time, to one open report and to ` +
  "100, with the files on disk; and the processor time that workerd spends on each. Every worker is deployed in the same " +
  `way and has to answer 204. \`${READING}\` does only that. \`${KEEPING}\` inserts each body as a row of an object's ` +
  "database, which is the least that any worker costs that loses nothing. The client runs on the same processors.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const sandbox = await startSandbox({ delivery: { silent: 1 } });
  /** @type {Record<string, Worker>} */
  const workers = {};
  try {
    workers[own] = await startWorker(sandbox.url);
    workers[READING] = await startWorker(sandbox.url, fileOf("reading"));
    workers[KEEPING] = await startWorker(sandbox.url, fileOf("keeping"));
    /** @type {Column[]} */
    const columns = [];
    for (const reports of REPORTS) {
      const title = reports === 1 ? "1 report" : `${reports} reports`;
      const devices = ((ROUNDS + 1) * CALLBACKS) / reports;
      const opened = await openReports(/** @type {Worker} */ (workers[own]).gateway, reports, devices);
      const takes = Object.entries(workers).map(([name, worker]) => [name, takeOf(worker, opened)]);
      const samples = await interleave(
        /** @type {Record<string, () => Promise<Sample>>} */ (Object.fromEntries(takes)),
        {
          rounds: quick ? 3 : ROUNDS,
          note: (text) => note(`${title}: ${text}`),
        },
      );
      columns.push({ title, unit: "/s", samples: pick(samples, ({ rate }) => rate) });
      columns.push({ title: `${title}, processor`, unit: "ms", samples: pick(samples, ({ processor }) => processor) });
    }
    return { columns };
  } finally {
    for (const worker of Object.values(workers)) await worker.close();
    await sandbox.close();
  }
}

/** @param {string} name */
function fileOf(name) {
  return fileURLToPath(new URL(`../edge/${name}.js`, import.meta.url));
}

/**
 * @param {string} gateway
 * @param {number} reports
 * @param {number} devices of each
 */
async function openReports(gateway, reports, devices) {
  const opened = [];
  for (let report = 0; report < reports; report++) opened.push(await submit(gateway, devices));
  return opened;
}

/**
 * @param {Worker} worker
 * @param {Awaited<ReturnType<typeof openReports>>} opened
 * @returns {() => Promise<Sample>}
 */
function takeOf(worker, opened) {
  // The reports take turns.
  const [{ imeis }] = /** @type {[typeof opened[number]]} */ (opened);
  const callbacks = imeis
    .flatMap((_, at) => opened.map(({ txid, imeis }) => callbackOf(txid, /** @type {string} */ (imeis[at]))))
    .values();
  return async () => {
    const bodies = Array.from({ length: CALLBACKS }, () => /** @type {string} */ (callbacks.next().value));
    const before = worker.usage().processor;
    const started = performance.now();
    await postAll(worker.callbacks, bodies, AT_ONCE);
    const took = performance.now() - started;
    return {
      rate: (bodies.length / took) * 1000,
      processor: (worker.usage().processor - before) / bodies.length,
    };
  };
}
