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
 * What is sent together with valid callbacks, and how it is answered.
 * @typedef {{ url: string, body: () => string, status: number, share: number }} Flood `share`: per valid callback
 *
 * @typedef {{ rate: number, processor: number }} Sample
 */

const CALLBACKS = 800;
const AT_ONCE = 100;
const ROUNDS = 7;

/** The share of bodies that are too long: a thousand per second would be more than most networks carry. */
const FEW = 0.1;

const IMEI = "352099001761481";
const TOO_LONG = " ".repeat(1024 * 1024 + 1);

export const title = "A flood of invalid callbacks";

export const how =
  `${CALLBACKS} callbacks to one open report, ${AT_ONCE} at a time: alone, and together with as many invalid ones, sent in the same ` +
  `way; of bodies larger than 1 MiB, there is one for each ${1 / FEW}. The columns are how many valid callbacks are answered per ` +
  "second, and the processor time that workerd spends on everything that is sent, per valid callback. As many valid " +
  "callbacks for another report show the effect of the same traffic without a flood. The client runs on the same processors.";

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
          { title: "valid callbacks", unit: "/s", samples: pick(samples, ({ rate }) => rate) },
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
    "with valid callbacks for another report": {
      url: callbacks,
      body: () => callbackOf(other, IMEI),
      status: 204,
      share: 1,
    },
    "with a wrong secret": { url: wrong, body: () => callbackOf(other, IMEI), status: 404, share: 1 },
    "with bodies that are not JSON": { url: callbacks, body: () => "txid=1", status: 400, share: 1 },
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
  let took = 0;
  const sending = postAll(callbacks, good, AT_ONCE).then(() => {
    took = performance.now() - started;
  });
  await Promise.all([sending, flood && postAll(flood.url, bad, AT_ONCE * flood.share, flood.status)]);
  return { rate: (CALLBACKS / took) * 1000, processor: (usage().processor - before) / CALLBACKS };
}
