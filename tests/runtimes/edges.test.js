import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { EdgeRuntime } from "edge-runtime";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { root } from "../../scripts/places.js";
import { run } from "../../scripts/run.js";
import { testRow } from "./fixtures/row.js";

/** @import { Outcome } from "./suite/run.js" */

const LONGEST = 120_000;
const compatibilityDate = "2026-04-01";

testRow(
  "workerd",
  async ({ folder, origin }) => ({
    version: versionOf("workerd"),
    outcomes: [
      ...(await runWorker(folder, "worker.js", origin)),
      ...(await runWorker(folder, "worker-slim.js", origin)),
    ],
  }),
  "programs/worker.js and worker-slim.js are the workers, deployed/ what wrangler made of them.",
);

testRow(
  "edge-light",
  async ({ folder, origin }) => ({
    version: versionOf("edge-runtime"),
    outcomes: [
      ...(await runFunction(folder, "edge-function.js", origin)),
      ...(await runFunction(folder, "edge-function-slim.js", origin)),
    ],
  }),
  "programs/edge-function.js and edge-function-slim.js are the functions.",
);

/**
 * @param {string} folder
 * @param {string} program
 * @param {string} origin
 */
async function runWorker(folder, program, origin) {
  const deployed = await deployDry(folder, program);
  const runtime = new Miniflare({
    modules: true,
    modulesRoot: deployed,
    scriptPath: join(deployed, program),
    modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
    compatibilityDate,
    cf: false,
    bindings: { ORIGIN: origin },
    serviceBindings: { THINGSPACE: { external: { address: new URL(origin).host, http: {} } } },
  });
  try {
    return await outcomesIn(await runtime.dispatchFetch("http://worker.test"));
  } finally {
    await runtime.dispose();
  }
}

/**
 * @param {string} folder
 * @param {string} program
 * @param {string} origin
 */
async function runFunction(folder, program, origin) {
  const wasm = await readFile(join(folder, "node_modules/thingspace-aggregate/aggregate.wasm"));
  const compiled = await WebAssembly.compile(wasm);
  const runtime = new EdgeRuntime({
    initialCode: await bundleForEdge(join(folder, "programs", program)),
    extend: (context) => Object.assign(context, { [compiledWasm]: compiled }),
  });
  return outcomesIn(await runtime.dispatchFetch(origin));
}

/**
 * Makes of a worker what would be deployed.
 *
 * @param {string} folder
 * @param {string} program
 */
async function deployDry(folder, program) {
  const outFolder = join(folder, "deployed", program);
  const wrangler = join(root, "node_modules", ".bin", "wrangler");
  const how = ["--dry-run", "--outdir", outFolder, "--name", "suite", "--compatibility-date", compatibilityDate];
  const env = {
    ...process.env,
    CI: "true",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_HIDE_BANNER: "true",
  };
  await run(wrangler, ["deploy", join("programs", program), ...how], { cwd: folder, env, timeout: LONGEST });
  return outFolder;
}

/** The global name under which the edge's bundler keeps the compiled core. */
const compiledWasm = "wasm_aggregate";

/**
 * Bundles as Vercel and Next.js do: a `.wasm?module` import becomes a global with the compiled module.
 *
 * @param {string} entry
 */
async function bundleForEdge(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    conditions: ["edge-light"],
    logLevel: "error",
    plugins: [
      {
        name: "compiled-wasm",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({ path, namespace: "compiled-wasm" }));
          onLoad({ filter: /./, namespace: "compiled-wasm" }, () => ({
            contents: `export default globalThis.${compiledWasm};`,
          }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}

/**
 * @param {{ status: number, text: () => Promise<string> }} reply
 * @returns {Promise<Outcome[]>}
 */
async function outcomesIn(reply) {
  const text = await reply.text();
  if (reply.status !== 200) throw new Error(`Status ${reply.status}: ${text}`);
  return JSON.parse(text);
}

/** @param {string} name of an installed npm package */
function versionOf(name) {
  return createRequire(import.meta.url)(`${name}/package.json`).version;
}
