import { own } from "../contestants.js";
import { callbackOf } from "../edge/callback.js";
import { eventsOf } from "../edge/events.js";
import { postAll } from "../edge/post.js";
import { submit } from "../edge/report.js";
import { startBoth } from "../edge/start.js";
import { interleave, pick } from "../interleave.js";

/** @typedef {Awaited<ReturnType<typeof startBoth>>} Services */

const DEVICES = 10_000;
const AT_ONCE = 100;
const ROUNDS = 5;

export const title = "A report on 10,000 devices";

export const how =
  "A report is submitted through the worker in workerd, with its files on disk, and followed on its event stream while a " +
  `callback for each device is sent, ${AT_ONCE} at a time. The columns run from the call to the receipt, and from the receipt to ` +
  "the first event, to the first answer of a device, and to the end, which comes when every device has answered.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const services = await startBoth({ silent: 1 });
  try {
    const samples = await interleave({ [own]: () => take(services) }, { rounds: quick ? 2 : ROUNDS, note });
    const column = (/** @type {string} */ title, /** @type {keyof Sample} */ key) =>
      /** @type {const} */ ({ title, unit: "ms", alone: true, samples: pick(samples, (sample) => sample[key]) });
    return {
      columns: [
        column("receipt", "receipt"),
        column("first event", "firstEvent"),
        column("first answer", "firstAnswer"),
        column("complete", "complete"),
      ],
    };
  } finally {
    await services.close();
  }
}

/** Milliseconds. @typedef {{ receipt: number, firstEvent: number, firstAnswer: number, complete: number }} Sample */

/**
 * @param {Services} services
 * @returns {Promise<Sample>}
 */
async function take({ gateway, callbacks }) {
  const called = performance.now();
  const { txid, imeis } = await submit(gateway, DEVICES);
  const received = performance.now();
  const [events] = await Promise.all([
    follow(gateway, txid),
    postAll(
      callbacks,
      imeis.map((imei) => callbackOf(txid, imei)),
      AT_ONCE,
    ),
  ]);
  return {
    receipt: received - called,
    firstEvent: events.first - received,
    firstAnswer: events.answer - received,
    complete: events.end - received,
  };
}

/** @param {string} gateway @param {string} txid */
async function follow(gateway, txid) {
  let first = Number.NaN;
  let answer = Number.NaN;
  for await (const { event, data } of await eventsOf(gateway, txid)) {
    const now = performance.now();
    if (Number.isNaN(first)) first = now;
    if (Number.isNaN(answer) && event === "report" && JSON.parse(data).answered > 0) answer = now;
    if (event === "end") return { first, answer, end: now };
  }
  throw new Error("The stream broke off before its end.");
}
