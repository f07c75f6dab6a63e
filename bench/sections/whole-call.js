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
const GUARDED = "bare fetch, with limits";
const LONGEST_REPLY = 1024 * 1024;
const CALLS = 1_000;
const ROUNDS = 20;

/** Sizes of requests, and how many calls come before those that count, so that V8 has compiled what it is going to. */
const SIZES = [
  { devices: 1, before: 3_000 },
  { devices: 1_000, before: 100 },
];

export const title = "A whole call";

export const how =
  "From the call to the receipt, one call after another, against a server in another process on the loopback interface, " +
  "and the processor time that the calling process (all its threads) spends on it: 1,000 calls by each contestant for each " +
  "size, after uncounted ones to warm up (3,000 for one device, 100 for 1,000 devices). `bare fetch` sends bytes that were " +
  "made beforehand, so anything above it is what a contestant adds. `with limits` allows 30 seconds and reads at most 1 MiB, " +
  "as this package does.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const server = fork(serverProgram);
  try {
    const [{ port }] = await once(server, "message");
    const baseUrl = `http://127.0.0.1:${port}`;
    /** @type {Column[]} */
    const columns = [];
    for (const { devices, before } of SIZES) {
      const title = devices === 1 ? "1 device" : `${devices.toLocaleString("en-US")} devices`;
      await interleave(await takes(baseUrl, devices, quick ? 10 : before), { rounds: 0 });
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
  const bare = Object.entries(await bareFetches(baseUrl, request)).map(([name, call]) => [name, take(call)]);
  return Object.fromEntries([...(await Promise.all(entries)), ...bare]);
}

/**
 * Exactly what this package sends, without its making.
 *
 * @param {string} baseUrl
 * @param {import("../contestants.js").Aggregate} request
 */
async function bareFetches(baseUrl, request) {
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
  const same = { method: "POST", headers, body };
  return { [BARE]: async () => (await fetch(url, same)).json(), [GUARDED]: () => withLimits(url, same) };
}

/**
 * @param {Parameters<typeof fetch>[0]} url
 * @param {RequestInit} init
 */
async function withLimits(url, init) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 30_000);
  try {
    const { body } = await fetch(url, { ...init, signal: controller.signal });
    const decoder = new TextDecoder();
    let size = 0;
    let text = "";
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > LONGEST_REPLY) throw new Error("The reply is too long.");
      text += decoder.decode(chunk, { stream: true });
    }
    return JSON.parse(text);
  } finally {
    clearTimeout(timer);
  }
}
