import { collectGarbage } from "../collect-garbage.js";
import { contestants, load } from "../contestants.js";
import { credentials, instantFetch, nowhere } from "../far-side.js";
import { interleave } from "../interleave.js";
import { requestFor } from "../requests.js";

/** @import { Column, Samples } from "../section.js" */

/** Devices in a request, how many calls make one sample, and how many samples. */
const LOADS = [
  { devices: 1, calls: 200, rounds: 25 },
  { devices: 100, calls: 50, rounds: 25 },
  { devices: 1_000, calls: 10, rounds: 15 },
  { devices: 10_000, calls: 1, rounds: 15 },
];

export const title = "Check and encode";

export const how =
  "From the call to the moment when `fetch` is called with the finished request; a `fetch` that answers at once " +
  "stands in for the network. Every call gets a list fresh from `JSON.parse`, and garbage is collected between " +
  "samples. The last column says how many times longer 10,000 devices take than 1,000: 10 is linear.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  /** @type {Column[]} */
  const columns = [];
  for (const { devices, calls, rounds } of LOADS) {
    const title = devices === 1 ? "1 device" : `${devices.toLocaleString("en-US")} devices`;
    const samples = await interleave(await takes(devices, calls), {
      rounds: quick ? 5 : rounds,
      note: (text) => note(`${title}: ${text}`),
    });
    columns.push({ title, unit: "ms", samples });
  }
  const [large, largest] = columns.slice(-2);
  if (large && largest) columns.push(growth(large.samples, largest.samples));
  return { columns };
}

/**
 * @param {number} devices
 * @param {number} calls
 */
async function takes(devices, calls) {
  const request = JSON.stringify(requestFor(devices));
  const entries = contestants.map(async ({ name }) => {
    const { fetch, sent } = instantFetch();
    const submit = (await load(name))({ ...credentials, baseUrl: nowhere, fetch });
    const take = async () => {
      collectGarbage();
      let spent = 0;
      for (let call = 0; call < calls; call++) {
        const fresh = JSON.parse(request);
        const called = performance.now();
        await submit(fresh);
        spent += sent.at - called;
      }
      return spent / calls;
    };
    return /** @type {const} */ ([name, take]);
  });
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * @param {Record<string, Samples>} smaller
 * @param {Record<string, Samples>} larger
 * @returns {Column}
 */
function growth(smaller, larger) {
  const samples = Object.entries(larger).map(([name, list]) => {
    const before = smaller[name];
    if (!Array.isArray(list) || !Array.isArray(before)) return [name, list];
    return [name, list.map((sample, round) => sample / /** @type {number} */ (before[round]))];
  });
  return { title: "growth", unit: "times", alone: true, samples: Object.fromEntries(samples) };
}
