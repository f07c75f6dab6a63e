import { fileURLToPath } from "node:url";
import { run } from "../../scripts/run.js";
import { own } from "../contestants.js";
import { interleave, pick } from "../interleave.js";

const program = fileURLToPath(new URL("../programs/fleet.js", import.meta.url));

export const title = "A fleet of a million devices";

export const how =
  "A million devices from a generator are checked, encoded and passed to a `fetch` that answers at once, in a " +
  "hundred parts; each sample is a process of its own. `submitFleet` keeps four parts in progress, the hand-written " +
  "loop one. `planFleet` checks but does not encode. `source alone` only iterates over the devices. Memory is the " +
  "process's peak.";

const ways = { [own]: "submit", planFleet: "plan", "loop by hand": "byHand", "source alone": "source" };

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const takes = Object.fromEntries(Object.entries(ways).map(([name, way]) => [name, () => take(way)]));
  const samples = await interleave(takes, { rounds: quick ? 3 : 9, note });
  return {
    columns: [
      { title: "time", unit: "ms", samples: pick(samples, ({ took }) => took) },
      { title: "peak memory", unit: "KiB", samples: pick(samples, ({ peak }) => peak) },
    ],
  };
}

/**
 * @param {string} way
 * @returns {Promise<{ took: number, peak: number }>}
 */
async function take(way) {
  return JSON.parse(await run(process.execPath, [program, way], { timeout: 120_000 }));
}
