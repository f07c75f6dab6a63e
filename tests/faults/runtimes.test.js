import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { root } from "../../scripts/places.js";
import { nodeProgram } from "../../scripts/setup/runtimes.js";
import { newerNodeVersion, oldestNodeVersion } from "../../scripts/setup/versions.js";
import { openPage } from "../runtimes/fixtures/browser.js";
import { runFunction, runWorker } from "../runtimes/fixtures/edges.js";
import { pagesIn, policy } from "../runtimes/fixtures/pages.js";
import { runProgram } from "../runtimes/fixtures/program.js";
import { makeProject, removeProject } from "../runtimes/fixtures/project.js";
import { rows } from "../runtimes/rows.js";
import { problemsOf } from "./fixtures/judge.js";
import { forgetResults, saveResults } from "./fixtures/results.js";
import { faults } from "./groups.js";
import { startFaultServer } from "./server/fault-server.js";

/**
 * @import { Row } from "./fault.js"
 * @import { Result } from "./suite/run-faults.js"
 */

/** @typedef {(folder: string, origin: string) => Promise<Result[]>} Run */

const LONGEST = 300_000;

/** Most of the time is spent waiting. */
const AT_A_TIME = 2;

/**
 * On a busy machine, workerd has failed a good call with "Network connection lost", probably because it used a
 * connection that the server was closing. What fails every time is no such accident.
 *
 * @type {Partial<Record<Row, number>>}
 */
const FURTHER_RUNS = { workerd: 2 };

/** Other ports, too: some refuse connections. */
const pagePolicy = policy.replace("connect-src 'self'", "connect-src 'self' http://127.0.0.1:*");

const installed = (/** @type {string} */ name) => join(root, "node_modules", ".bin", name);

const denoRun = ["run", "--no-prompt", "--node-modules-dir=manual", "--allow-read", "--allow-net=127.0.0.1"];

/** What comes of a fault is a matter of the runtime's `fetch`, not of how the package was imported. @type {Record<Row, Run>} */
const runs = {
  "node-oldest": withCommand(nodeProgram(oldestNodeVersion)),
  node: withCommand(process.execPath),
  "node-newer": withCommand(nodeProgram(newerNodeVersion)),
  deno: withCommand(installed("deno"), ...denoRun),
  bun: withCommand(installed("bun")),
  workerd: (folder, origin) => runWorker(folder, "faults/programs/worker.js", origin),
  "edge-light": (folder, origin) => runFunction(folder, "faults/programs/edge-function.js", origin),
  chromium: inBrowser("chromium"),
  firefox: inBrowser("firefox"),
  webkit: inBrowser("webkit"),
};

/** Where the package, the suite and the programs are in the project. */
const parts = {
  "runtimes/suite": "runtimes/suite",
  "runtimes/programs": "runtimes/programs",
  "faults/suite": "faults/suite",
  "faults/programs": "faults/programs",
};

describe("every fault, and a good call after it", { concurrency: AT_A_TIME }, () => {
  let folder = "";
  before(async () => {
    folder = await makeProject("faults", parts);
  });
  after(() => removeProject(folder));

  for (const [name, run] of Object.entries(runs)) {
    const row = /** @type {Row} */ (name);
    it(rows[row].runtime, async () => {
      forgetResults(row);
      let found = await meetFaults(row, run);
      for (let more = FURTHER_RUNS[row] ?? 0; found.problems.length > 0 && more > 0; more -= 1) {
        found = await meetFaults(row, run);
      }
      assert.equal(found.problems.length, 0, found.problems.join("\n"));
      saveResults(row, found.results);
    });
  }

  /** @param {Row} row @param {Run} run */
  async function meetFaults(row, run) {
    const server = await startFaultServer(faults, judgedAs(row), pagesIn(folder, pagePolicy));
    try {
      const results = await run(folder, server.origin);
      return { results, problems: problemsOf(judgedAs(row), faults, server, results) };
    } finally {
      server.close();
    }
  }
});

it("every fault has a name of its own", () => {
  assert.equal(new Set(faults.map(({ name }) => name)).size, faults.length);
});

/**
 * The Node that runs this test may be a newer one.
 * @param {Row} row
 */
function judgedAs(row) {
  return row === "node" && !process.version.startsWith("v20.") ? "node-newer" : row;
}

/** @param {string} command @param {...string} args @returns {Run} */
function withCommand(command, ...args) {
  return (folder, origin) => runProgram(folder, command, [...args, "faults/programs/module.js", origin]);
}

/** @param {"chromium" | "firefox" | "webkit"} name @returns {Run} */
function inBrowser(name) {
  return async (_folder, origin) => {
    const page = { url: `${origin}/faults/programs/page.html`, global: "results", timeout: LONGEST };
    return JSON.parse(String((await openPage(name, page)).value));
  };
}
