import { setTimeout as pause } from "node:timers/promises";
import { own } from "../contestants.js";
import { callbackOf } from "../edge/callback.js";
import { postAll } from "../edge/post.js";
import { submit } from "../edge/report.js";
import { startBoth } from "../edge/start.js";

const REPORTS = 1_000;
const DEVICES = 10;
const AT_ONCE = 10;

/** Milliseconds: workerd ends an object that nobody has asked for 10 seconds. */
const UNTIL_ASLEEP = 15_000;

export const title = "Memory of the worker";

export const how =
  `The resident memory of workerd (its own code, and the heaps of all workers in it) over ${REPORTS.toLocaleString("en-US")} ` +
  `reports of ${DEVICES} devices each, completed one after another: after a tenth of them, after half, after all, and ` +
  "15 seconds after the last, when the objects are asleep.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const reports = quick ? REPORTS / 10 : REPORTS;
  const services = await startBoth({ silent: 1 });
  /** @type {number[]} */
  const sizes = [];
  try {
    for (let report = 0; report <= reports; report++) {
      if (report === reports / 10 || report === reports / 2 || report === reports) sizes.push(services.usage().memory);
      if (report === reports) break;
      note(`report ${report + 1} of ${reports}`);
      const { txid, imeis } = await submit(services.gateway, DEVICES);
      const bodies = imeis.map((imei) => callbackOf(txid, imei));
      await postAll(services.callbacks, bodies, AT_ONCE);
    }
    note("waiting for the objects to sleep");
    await pause(UNTIL_ASLEEP);
    sizes.push(services.usage().memory);
  } finally {
    await services.close();
  }
  const titles = [`${reports / 10} reports`, `${reports / 2} reports`, `${reports} reports`, "asleep"];
  return {
    columns: titles.map((title, at) => ({
      title,
      unit: /** @type {const} */ ("KiB"),
      alone: true,
      samples: { [own]: sizes.slice(at, at + 1) },
    })),
  };
}
