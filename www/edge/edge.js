import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from "wrangler";
import { bundle } from "./bundle.js";

/** @import { WorkerdStructuredLog } from "miniflare" */

const config = fileURLToPath(new URL("wrangler.jsonc", import.meta.url));

/** A worker's cron trigger. @typedef {{ scheduled: (options: { cron: string }) => Promise<unknown> }} Scheduled */

/**
 * @typedef {object} Edge
 * @property {string} url without a slash at its end
 * @property {() => Promise<void>} settle what the cron trigger does
 * @property {() => Promise<void>} close
 */

/**
 * Runs the edge worker on this machine, in workerd, as wrangler.jsonc describes it.
 *
 * @param {object} options
 * @param {number} [options.port] 0, the default, takes a free one
 * @param {Readonly<Record<string, string>>} options.bindings
 * @param {string} [options.storage] the folder that keeps the inbox; by default one that goes with the worker
 * @param {(line: string) => void} [options.log] gets what the worker writes to its console
 * @param {string} [options.worker] the file of another worker to run in its place
 * @returns {Promise<Edge>}
 */
export async function startEdge({ port = 0, bindings, storage, log = () => {}, worker: file }) {
  const folder = await mkdtemp(join(tmpdir(), "thingspace-aggregate-edge-"));
  /** @type {Miniflare | undefined} */
  let miniflare;
  const clear = () => rmSync(folder, { recursive: true, force: true });
  // Ctrl-C may end the process before anybody closes this.
  process.once("exit", clear);
  const close = async () => {
    await miniflare?.dispose();
    process.off("exit", clear);
    clear();
  };
  try {
    await bundle(folder, file);
    const { workerOptions } = workerOptionsOf(config, undefined, {
      overrides: { assets: { directory: join(folder, "static") } },
    });
    miniflare = new Miniflare({
      ...workerOptions,
      modules: true,
      modulesRoot: folder,
      scriptPath: join(folder, "worker.js"),
      bindings: { ...bindings },
      durableObjectsPersist: storage ?? join(folder, "storage"),
      host: "127.0.0.1",
      port,
      cf: false,
      handleStructuredLogs: (/** @type {WorkerdStructuredLog} */ { message }) => {
        log(message);
      },
    });
    const { origin } = await miniflare.ready;
    const worker = /** @type {Scheduled} */ (/** @type {unknown} */ (await miniflare.getWorker()));
    const settle = async () => {
      await worker.scheduled({ cron: "* * * * *" });
    };
    return { url: origin, settle, close };
  } catch (error) {
    await close();
    throw error;
  }
}
