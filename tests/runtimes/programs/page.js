/** @type {Record<string, () => Promise<object[]>>} */
const places = {
  window: async () => (await import("./browser-suite.js")).runIn("window"),

  worker: () =>
    new Promise((resolve, reject) => {
      const worker = new Worker("worker-in-page.js", { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(`the worker did not start: ${event.message}`));
    }),

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

/** The test looks for it. */
Reflect.set(globalThis, "outcomes", outcomes);
