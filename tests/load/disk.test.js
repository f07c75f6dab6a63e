import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { run } from "../../scripts/run.js";
import { nodeProgram } from "../../scripts/setup/runtimes.js";
import { newerNodeVersion } from "../../scripts/setup/versions.js";
import { inFolder } from "../inbox/fixtures/folder.js";

const node = nodeProgram(newerNodeVersion);
const program = (/** @type {string} */ name) => fileURLToPath(new URL(`programs/${name}`, import.meta.url));

test("on a full disk, callbacks are refused, and none is lost that was acknowledged", () =>
  inFolder(async (folder) => {
    const file = join(folder, "inbox.db");
    const { acknowledged, refusal, logged } = await storeUntilRefused("ulimit -f 4000", file);

    assert.ok(acknowledged.length > 20, `${acknowledged.length} found room`);
    assert.equal(refusal.status, 503);
    assert.equal(refusal.body.errorMessage, "The callback could not be stored. Send it again.");
    assert.match(logged.find(({ event }) => event === "callback_failed")?.message ?? "", /disk/);
    const stored = await run(node, [program("stored.js"), file]);
    for (const imei of acknowledged) assert.ok(stored.includes(imei), `${imei} was acknowledged`);
  }));

test("a database that somebody broke acknowledges nothing more", () =>
  inFolder(async (folder) => {
    const { acknowledged, refusal, next, logged } = await storeUntilRefused(":", join(folder, "inbox.db"), "spoil");

    assert.equal(acknowledged.length, 10);
    assert.deepEqual([refusal.status, next], [503, 503]);
    assert.match(logged.find(({ event }) => event === "callback_failed")?.message ?? "", /no such table/);
  }));

/**
 * @param {string} limit a command of the shell
 * @param {...string} args
 * @returns {Promise<{ acknowledged: string[], refusal: { status: number, body: { errorMessage: string } }, next: number, logged: { event: string, message?: string }[] }>}
 */
async function storeUntilRefused(limit, ...args) {
  const command = `${limit}; exec "$0" --disable-warning=ExperimentalWarning "$@"`;
  const output = await run("sh", ["-c", command, node, program("storing.js"), ...args]);
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}
