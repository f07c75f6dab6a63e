import { describe, it } from "node:test";
import { inFolder } from "./fixtures/folder.js";
import { checkOutcomes } from "./fixtures/outcomes.js";
import { prepareWorker, startWorker } from "./fixtures/worker.js";

/** @import { Phase } from "./suite/run.js" */

const LONGEST = 300_000;

describe("durableInbox in workerd", () => {
  it("keeps reports", () =>
    inFolder(async (folder) => {
      await prepareWorker(folder);
      await runPhase(folder, "checks");
    }));

  it("finds them again in the objects' files", () =>
    inFolder(async (folder) => {
      await prepareWorker(folder);
      await runPhase(folder, "before");
      await runPhase(folder, "after");
    }));
});

/** Starts workerd for it. @param {string} folder @param {Phase} phase */
async function runPhase(folder, phase) {
  const worker = await startWorker(folder);
  try {
    const reply = await fetch(`${worker.origin}/suite?phase=${phase}`, { signal: AbortSignal.timeout(LONGEST) });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`Status ${reply.status}: ${text}`);
    checkOutcomes(JSON.parse(text));
  } finally {
    await worker.close();
  }
}
