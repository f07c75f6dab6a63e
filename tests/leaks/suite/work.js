// First, since it watches how the core is instantiated.

import { submitAggregate, submitFleet } from "thingspace-aggregate";
import { imeis } from "../../runtimes/suite/requests.js";
import { sizeOfInstances } from "./instances.js";

const devices = imeis(30);
const request = { accountNumber: "0000123456-00001", imei: devices.slice(0, 1) };

/** Every submission is given this one, as a portal's page may do that is left at some time. */
const leaving = countingSignal();

/** @param {() => Promise<Response>} fetch */
const options = (fetch) => ({
  token: async () => "token",
  bearer: "bearer",
  retry: 0,
  signal: leaving.signal,
  fetch: /** @type {typeof globalThis.fetch} */ (fetch),
});

const receipt = async () => Response.json({ txid: "c9a1d5b0", status: "QUEUED" });

/** @type {readonly (() => Promise<unknown>)[]} */
const refusals = [
  () => submitAggregate({ ...request, imei: ["1", ...devices] }, options(receipt)),
  () =>
    submitAggregate(
      request,
      options(async () => Response.json({ errorMessage: "no" }, { status: 400 })),
    ),
  () =>
    submitAggregate(
      request,
      options(async () => new Response("<h1>no</h1>", { status: 502 })),
    ),
  () =>
    submitAggregate(
      request,
      options(() => Promise.reject(new TypeError("fetch failed"))),
    ),
];
let refused = 0;

/** What is done again and again. */
const work = {
  submission: () => submitAggregate(request, options(receipt)),

  refusal: () => failing(refusals[refused++ % refusals.length] ?? receipt),

  abort: () =>
    failing(() => {
      const { signal, abort } = abortable();
      const unanswered = () => new Promise((/** @type {(value: Response) => void} */ _) => queueMicrotask(abort));
      return submitAggregate(request, { ...options(unanswered), signal });
    }),

  async fleet() {
    const fleet = { ...request, imei: devices };
    for await (const outcome of submitFleet(fleet, { ...options(receipt), devicesPerRequest: 5, concurrency: 2 })) {
      if (outcome) break;
    }
  },
};

/** @typedef {keyof typeof work} Kind */

/**
 * @param {Kind} kind
 * @param {number} times
 */
export async function repeat(kind, times) {
  for (let time = 0; time < times; time += 1) await work[kind]();
  return sizes();
}

/** What may grow, besides the heap. */
export function sizes() {
  return { ...sizeOfInstances(), listeners: leaving.listeners() };
}

/** @param {() => Promise<unknown>} call */
async function failing(call) {
  const error = await call().then(
    () => undefined,
    (error) => error,
  );
  if (error === undefined) throw new Error("It should not have succeeded.");
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort("left") };
}

/** A signal that is never aborted, and how many listen to it. */
function countingSignal() {
  const listening = new Set();
  const signal = {
    aborted: false,
    addEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) => listening.add(listener),
    removeEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) => listening.delete(listener),
  };
  return { signal: /** @type {AbortSignal} */ (/** @type {unknown} */ (signal)), listeners: () => listening.size };
}
