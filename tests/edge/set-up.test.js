import assert from "node:assert/strict";
import { after, it } from "node:test";
import { bindingsFor } from "../../scripts/start/bindings.js";
import { sandboxCredentials } from "../../scripts/start/credentials.js";
import { startEdge } from "../../www/edge/edge.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { becomes } from "../runtimes/fixtures/becomes.js";

const sandbox = await startSandbox();
after(() => sandbox.close());
const demonstration = bindingsFor(sandboxCredentials(sandbox.url));

/**
 * @param {Record<string, string>} settings in place of those of the demonstration
 * @param {RegExp} log what the worker is to write to its log
 */
async function answerWith({ DEMO: _, ...settings }, log) {
  /** @type {string[]} */
  const lines = [];
  const edge = await startEdge({ bindings: settings, log: (line) => lines.push(line) });
  try {
    const reply = await fetch(`${edge.url}/api/reports`);
    // The log comes by another way than the answer.
    await becomes(() => lines.some((line) => log.test(line)), true, `the log has ${log}`);
    return { status: reply.status, json: await reply.json() };
  } finally {
    await edge.close();
  }
}

it("a worker that cannot tell anybody from anybody else answers nobody, and says in its log what to set", async () => {
  const { status, json } = await answerWith(demonstration, /Set ACCESS_ISSUER and ACCESS_AUDIENCE/);
  assert.deepEqual([status, json.errorCode], [500, "NOT_CONFIGURED"]);
});

it("a worker without a secret for callbacks says so, too", async () => {
  const { CALLBACK_SECRET: _, ...bindings } = demonstration;
  const access = { ACCESS_ISSUER: "https://team.example", ACCESS_AUDIENCE: "portal" };
  const { json } = await answerWith({ ...bindings, ...access }, /callbacks\.secret/);
  assert.equal(json.errorCode, "NOT_CONFIGURED");
});
