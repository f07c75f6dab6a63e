/** @type {Record<string, () => Promise<object[]>>} */
const places = {
  window: async () => (await import("./browser-suite.js")).runIn("window"),

  worker: () => runWorker("worker-in-page.js"),

  "slim worker": () => runWorker("slim-worker-in-page.js"),

  "service worker": async () => {
    const { installing, waiting, active } = await navigator.serviceWorker.register("service-worker.js", {
      type: "module",
    });
    const { port1, port2 } = new MessageChannel();
    const outcomes = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    (active ?? waiting ?? installing)?.postMessage("run", [port2]);
    return outcomes;
  },
};

const outcomes = [];
for (const [name, run] of Object.entries(places)) {
  const failed = (/** @type {unknown} */ error) => [{ name, problem: `did not run at all: ${error}` }];
  outcomes.push(...(await run().catch(failed)));
}

/**
 * @param {string} script
 * @returns {Promise<object[]>}
 */
function runWorker(script) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { type: "module" });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(`the worker did not start: ${event.message}`));
  });
}

/** The test looks for it. */
Reflect.set(globalThis, "outcomes", outcomes);
