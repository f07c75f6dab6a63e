import assert from "node:assert/strict";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { run } from "../../scripts/run.js";
import { inFolder } from "./fixtures/folder.js";
import { checkOutcomes } from "./fixtures/outcomes.js";
import { program, sqliteRuntimes } from "./fixtures/sqlite-runtimes.js";

/** @import { Phase } from "./suite/run.js" */

const LONGEST = 120_000;

for (const runtime of Object.keys(sqliteRuntimes(""))) {
  describe(`sqliteInbox in ${runtime}`, () => {
    it("keeps reports", () => inFolder(async (folder) => runPhase(runtime, folder, "checks")));

    it("finds them again in the file, which is for its owner alone", () =>
      inFolder(async (folder) => {
        await runPhase(runtime, folder, "before");
        assert.equal((await stat(join(folder, "inbox.db"))).mode & 0o777, 0o600);
        await runPhase(runtime, folder, "after");
      }));

    it("shares a file with other processes", () =>
      inFolder(async (folder) => {
        await Promise.all([1, 2, 3].map(() => runProgram(runtime, folder, "sqlite-sharer.js")));
        await runProgram(runtime, folder, "sqlite-shared.js");
      }));
  });
}

describe("sqliteInbox", () => {
  it("says what it needs where there is no node:sqlite", async () => {
    // The Node that runs the tests may be a newer one, which has it.
    const without = `
      delete process.getBuiltinModule;
      const { sqliteInbox } = await import("thingspace-aggregate/sqlite");
      try { sqliteInbox("never.db") } catch (error) { console.log(error.message) }`;
    const output = await run(process.execPath, ["--input-type=module", "--eval", without], { timeout: LONGEST });
    assert.match(output, /needs node:sqlite.*Node 22\.13, Deno 2\.2, Bun 1\.4.*this is v\d+/s);
  });

  it("names a file that it cannot open, and says why", () =>
    inFolder(async (folder) => {
      const file = join(folder, "no.db");
      await writeFile(file, "This is no database, and nobody may take it for one.");
      const code = `
        const { sqliteInbox } = await import("thingspace-aggregate/sqlite");
        try { sqliteInbox(process.argv.at(-1)) } catch (error) { console.log(error.message) }`;
      const [command, ...args] = sqliteRuntimes(folder)["Node 22"] ?? [];
      const output = await run(String(command), [...args, "--input-type=module", "--eval", code, file], {
        timeout: LONGEST,
      });
      assert.ok(output.includes(`The file ${file} could not be opened: file is not a database`), output);
    }));
});

/** @param {string} runtime @param {string} folder @param {Phase} phase */
async function runPhase(runtime, folder, phase) {
  checkOutcomes(JSON.parse(await runProgram(runtime, folder, "sqlite-suite.js", phase)));
}

/** @param {string} runtime @param {string} folder @param {string} name @param {...string} args */
function runProgram(runtime, folder, name, ...args) {
  const [command = "", ...before] = sqliteRuntimes(folder)[runtime] ?? [];
  const env = { ...process.env, DENO_NO_UPDATE_CHECK: "1", DENO_DIR: join(folder, ".deno") };
  return run(command, [...before, program(name), join(folder, "inbox.db"), ...args], { env, timeout: LONGEST });
}
