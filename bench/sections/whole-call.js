import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { contestants, load, own } from "../contestants.js";
import { credentials } from "../far-side.js";
import { interleave, pick } from "../interleave.js";
import { requestFor } from "../requests.js";

/** @import { Column } from "../section.js" */

const serverProgram = fileURLToPath(new URL("../server.js", import.meta.url));
const BARE = "bare fetch";
const CALLS = 1_000;
const ROUNDS = 20;

export const title = "A whole call";

export const how =
  "From the call to the receipt, one call after the other, against a server in another process on the loopback " +
  "interface, and the processor time that the calling process spends on it (all its threads); 1,000 calls of each " +
  "contestant for each size. `bare fetch` sends bytes that were made beforehand: what is above it is what a contestant adds.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const server = fork(serverProgram);
  try {
    const [{ port }] = await once(server, "message");
    const baseUrl = `http://127.0.0.1:${port}`;
    /** @type {Column[]} */
    const columns = [];
    for (const devices of [1, 1_000]) {
      const title = devices === 1 ? "1 device" : `${devices.toLocaleString("en-US")} devices`;
      const samples = await interleave(await takes(baseUrl, devices, quick ? 10 : CALLS / ROUNDS), {
        rounds: quick ? 5 : ROUNDS,
        note: (text) => note(`${title}: ${text}`),
      });
      columns.push({ title, unit: "ms", samples: pick(samples, ({ elapsed }) => elapsed) });
      columns.push({ title: `${title}, processor`, unit: "ms", samples: pick(samples, ({ processor }) => processor) });
    }
    return { columns };
  } finally {
    server.disconnect();
  }
}

/**
 * @param {string} baseUrl
 * @param {number} devices
 * @param {number} times how many calls make one sample
 */
async function takes(baseUrl, devices, times) {
  const request = requestFor(devices);
  /** @param {() => Promise<unknown>} call */
  const take = (call) => async () => {
    const processorBefore = process.cpuUsage();
    const started = performance.now();
    for (let done = 0; done < times; done++) await call();
    const elapsed = (performance.now() - started) / times;
    const { user, system } = process.cpuUsage(processorBefore);
    return { elapsed, processor: (user + system) / 1000 / times };
  };
  const entries = contestants.map(async ({ name }) => {
    const submit = (await load(name))({ ...credentials, baseUrl });
    return /** @type {const} */ ([name, take(() => submit(request))]);
  });
  return { ...Object.fromEntries(await Promise.all(entries)), [BARE]: take(await bareFetch(baseUrl, request)) };
}

/**
 * Exactly what this package sends, without its making.
 *
 * @param {string} baseUrl
 * @param {import("../contestants.js").Aggregate} request
 */
async function bareFetch(baseUrl, request) {
  /** @type {Parameters<typeof fetch>[]} */
  const sent = [];
  const submit = (await load(own))({
    ...credentials,
    baseUrl,
    fetch: (...parameters) => {
      sent.push(parameters);
      return fetch(...parameters);
    },
  });
  await submit(request);
  const [parameters] = sent;
  if (parameters === undefined) throw new Error("Nothing was sent.");
  const [url, init] = parameters;
  const headers = Object.fromEntries(new Headers(init?.headers));
  const body = await new Response(init?.body).arrayBuffer();
  return async () => (await fetch(url, { method: "POST", headers, body })).json();
}
