import { randomUUID } from "node:crypto";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { own } from "../contestants.js";
import { callbackOf } from "../edge/callback.js";
import { postAll } from "../edge/post.js";
import { submit } from "../edge/report.js";
import { startWorker } from "../edge/start.js";
import { interleave, pick } from "../interleave.js";

/**
 * @typedef {Awaited<ReturnType<typeof startWorker>>} Worker
 *
 * What is sent along with good callbacks, and how each is answered.
 * @typedef {{ url: string, body: () => string, status: number, share: number }} Flood `share`: for each good one
 *
 * @typedef {{ rate: number, processor: number }} Sample
 */

const CALLBACKS = 800;
const AT_ONCE = 100;
const ROUNDS = 7;

/** Of too long bodies, which a thousand a second would be more than most networks carry. */
const FEW = 0.1;

const IMEI = "352099001761481";
const TOO_LONG = " ".repeat(1024 * 1024 + 1);

export const title = "A flood of bad callbacks";

export const how =
  `${CALLBACKS} callbacks into one open report, ${AT_ONCE} at once: alone, and with as many bad ones at the same time, sent in ` +
  `the same way; of bodies of over 1 MiB, one for each ${1 / FEW}. How many good ones are answered in a second, and the processor ` +
  "time of workerd for all that is sent, for each good one. As many good ones of another report show what the same traffic " +
  "does that is no flood. The client takes a share of the same processors.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const sandbox = await startSandbox({ delivery: { silent: 1 } });
  try {
    const worker = await startWorker(sandbox.url);
    try {
      const floods = Object.entries(floodsInto(worker)).map(([name, flood]) => [name, () => take(worker, flood)]);
      const takes = { [own]: () => take(worker), ...Object.fromEntries(floods) };
      const samples = await interleave(takes, { rounds: quick ? 2 : ROUNDS, note });
      return {
        columns: [
          { title: "good ones", unit: "/s", samples: pick(samples, ({ rate }) => rate) },
          { title: "processor", unit: "ms", samples: pick(samples, ({ processor }) => processor) },
        ],
      };
    } finally {
      await worker.close();
    }
  } finally {
    await sandbox.close();
  }
}

/** @param {Worker} worker @returns {Record<string, Flood>} */
function floodsInto({ gateway, callbacks }) {
  const wrong = `${gateway}/callbacks/${randomUUID()}`;
  const other = randomUUID();
  return {
    "with other good ones": { url: callbacks, body: () => callbackOf(other, IMEI), status: 204, share: 1 },
    "with a wrong secret": { url: wrong, body: () => callbackOf(other, IMEI), status: 404, share: 1 },
    "with what is no JSON": { url: callbacks, body: () => "txid=1", status: 400, share: 1 },
    "with bodies that are too long": { url: callbacks, body: () => TOO_LONG, status: 413, share: FEW },
    "with such bodies and a wrong secret": { url: wrong, body: () => TOO_LONG, status: 404, share: FEW },
    "with a new txid each": { url: callbacks, body: () => callbackOf(randomUUID(), IMEI), status: 204, share: 1 },
  };
}

/**
 * @param {Worker} worker
 * @param {Flood} [flood]
 * @returns {Promise<Sample>}
 */
async function take({ gateway, callbacks, usage }, flood) {
  const { txid, imeis } = await submit(gateway, CALLBACKS);
  const good = imeis.map((imei) => callbackOf(txid, imei));
  const bad = flood ? Array.from({ length: CALLBACKS * flood.share }, flood.body) : [];

  const before = usage().processor;
  const started = performance.now();
  const flooding = flood && postAll(flood.url, bad, AT_ONCE * flood.share, flood.status);
  await postAll(callbacks, good, AT_ONCE);
  const took = performance.now() - started;
  await flooding;
  return { rate: (CALLBACKS / took) * 1000, processor: (usage().processor - before) / CALLBACKS };
}
