import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Miniflare } from "miniflare";
import { packageFolder } from "../../scripts/places.js";
import { bundle, wasmName } from "../bundle.js";
import { contestants, fileOf } from "../contestants.js";
import { credentials } from "../far-side.js";
import { interleave, pick } from "../interleave.js";
import { listen } from "../listener.js";
import { requestFor } from "../requests.js";

/** @import { ModuleDefinition } from "miniflare" */

export const title = "Cold start in workerd";

export const how =
  "A new workerd with a worker that makes one call for one device, bundled and minified. First column: from " +
  "creating the instance (mostly miniflare's work) to the worker's first response. Second column: the part of it " +
  "that the first request takes once the instance reports that it is ready. `no call` is a worker that answers at " +
  "once.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const listener = await listen();
  try {
    /** @type {Record<string, () => Promise<{ whole: number, request: number }>>} */
    const takes = { "no call": coldStart("export default { fetch: () => new Response() };") };
    for (const { name } of contestants) takes[name] = coldStart(await worker(name, listener.baseUrl));
    const samples = await interleave(takes, { rounds: quick ? 3 : 11, note });
    const pickFrom = (/** @type {"whole" | "request"} */ key) => pick(samples, (sample) => sample[key]);
    return {
      columns: [
        { title: "new instance to first response", unit: "ms", samples: pickFrom("whole") },
        { title: "first request alone", unit: "ms", samples: pickFrom("request") },
      ],
    };
  } finally {
    listener.close();
  }
}

/**
 * @param {string} name of the contestant
 * @param {string} baseUrl
 */
function worker(name, baseUrl) {
  const source = `
    import { connect } from ${JSON.stringify(fileOf(name))};
    const submit = connect(${JSON.stringify({ ...credentials, baseUrl })});
    const request = ${JSON.stringify(requestFor(1))};
    export default { fetch: async () => Response.json(await submit(request)) };`;
  return bundle(source, { folder: dirname(fileOf(name)), conditions: ["workerd", "worker", "browser"] });
}

/** @param {string} script */
function coldStart(script) {
  /** @type {ModuleDefinition[]} */
  const modules = [{ type: "ESModule", path: "worker.js", contents: script }];
  if (script.includes(wasmName)) {
    modules.push({ type: "CompiledWasm", path: wasmName, contents: readFileSync(join(packageFolder, wasmName)) });
  }
  return async () => {
    const started = performance.now();
    const instance = new Miniflare({ modules, compatibilityDate: "2025-06-01", cf: false });
    try {
      await instance.ready;
      const ready = performance.now();
      const response = await instance.dispatchFetch("http://worker/", { signal: AbortSignal.timeout(20_000) });
      const text = await response.text();
      const answered = performance.now();
      if (!response.ok) throw new Error(text);
      return { whole: answered - started, request: answered - ready };
    } finally {
      await instance.dispose();
    }
  };
}
