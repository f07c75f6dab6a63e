import { collectGarbage } from "../collect-garbage.js";
import { contestants, load, own } from "../contestants.js";
import { credentials, instantFetch, nowhere } from "../far-side.js";
import { requestFor } from "../requests.js";

const KIB = 1024;
const CALLS = 100_000;
/** The published SDK takes many times longer for a call. */
const FEWER_CALLS = 10_000;

export const title = "Memory";

export const how =
  "The WebAssembly memory after one call for 10,000 devices, and by how much it and the JavaScript heap (after garbage collection) have " +
  `grown over ${CALLS.toLocaleString("en-US")} calls for one device, after half as many uncounted ones ` +
  "(a tenth of both for apimatic-verizon-sdk). Compiled code accounts for a few KiB; a leak would take hundreds.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const wasmMemory = watchWasmMemory();
  /** @type {Record<string, Growth>} */
  const growths = {};
  for (const { name } of contestants)
    growths[name] = await grow(name, { calls: callsOf(name, quick), note, wasmMemory });

  const samplesOf = (/** @type {keyof Growth} */ key) =>
    Object.fromEntries(Object.entries(growths).map(([name, growth]) => [name, [growth[key]]]));
  const ofWasm = (/** @type {keyof Growth} */ key) => {
    const none = Object.fromEntries(contestants.map(({ name }) => [name, { words: "no wasm" }]));
    return { ...none, [own]: samplesOf(key)[own] ?? { words: "" } };
  };
  return {
    columns: [
      { title: "wasm after 10,000 devices", unit: "KiB", alone: true, samples: ofWasm("wasm") },
      { title: "wasm growth", unit: "KiB", alone: true, samples: ofWasm("wasmGrowth") },
      { title: "heap growth", unit: "KiB", alone: true, samples: samplesOf("heapGrowth") },
    ],
  };
}

/** @typedef {{ wasm: number, wasmGrowth: number, heapGrowth: number }} Growth in KiB */

/** @param {string} name @param {boolean} quick */
function callsOf(name, quick) {
  const calls = name === "published-sdk" ? FEWER_CALLS : CALLS;
  return quick ? calls / 10 : calls;
}

/**
 * @param {string} name of the contestant
 * @param {{ calls: number, note: (text: string) => void, wasmMemory: () => number }} options
 * @returns {Promise<Growth>}
 */
async function grow(name, { calls, note, wasmMemory }) {
  const submit = (await load(name))({ ...credentials, baseUrl: nowhere, fetch: instantFetch().fetch });
  const request = requestFor(1);
  await submit(requestFor(10_000));
  const wasm = wasmMemory();
  for (let call = 0; call < calls / 2; call++) await submit(request);

  const heap = heapUsed();
  for (let call = 0; call < calls; call++) {
    if (call % 1_000 === 0) note(`${name}: call ${call.toLocaleString("en-US")}`);
    await submit(request);
  }
  return { wasm, wasmGrowth: wasmMemory() - wasm, heapGrowth: heapUsed() - heap };
}

function heapUsed() {
  collectGarbage();
  return process.memoryUsage().heapUsed / KIB;
}

/** @returns {() => number} how large the memories of the wasm instances made from now on are */
function watchWasmMemory() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, parameters) {
      const instance = Reflect.construct(target, parameters);
      memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
      return instance;
    },
  });
  return () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0) / KIB;
}
