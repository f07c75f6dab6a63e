import assert from "node:assert/strict";
import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { run } from "../../scripts/run.js";
import { inFolder } from "./fixtures/folder.js";
import { checkOutcomes } from "./fixtures/outcomes.js";
import { program, sqliteRuntimes } from "./fixtures/sqlite-runtimes.js";
import { talkTo } from "./fixtures/talk.js";

/** @import { Phase } from "./suite/run.js" */

const LONGEST = 300_000;

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

    it("waits for files that another process has locked, while other requests are answered", () =>
      whileLocked(runtime, async ({ hear, unlock }) => {
        assert.equal(await hear(), "list: 200");
        unlock();
        assert.deepEqual([await hear(), await hear()].sort(), ["callback: 204", "store: written"]);
        assert.equal(await hear(), "stored: a text");
      }));
  });
}

describe("sqliteInbox", () => {
  it("says so if its file stays locked, and the callback is not acknowledged", () =>
    whileLocked("Node 22", async ({ hear, files }) => {
      assert.equal(await hear(), "list: 200");
      const said = [await hear(), await hear(), await hear()].sort();
      const [callback, log = "", store = ""] = said;
      assert.equal(callback, "callback: 503");
      for (const [index, line] of [log, store].entries()) {
        assert.ok(line.includes(`The file ${files[index]} has been locked by another process for 10 seconds.`), line);
      }
      assert.equal(await hear(), "stored: undefined");
    }));

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
      const [message] = await refusalsOf(folder, file);
      assert.equal(message, `The file ${file} could not be opened: file is not a database`);
    }));

  it("accepts only paths, and says what to use in memory", () =>
    inFolder(async (folder) => {
      assert.deepEqual(await refusalsOf(folder, ":memory:", "file:uri.db"), [
        "The file :memory: could not be opened: it must be the path of a file. In memory, use memoryInbox() instead of sqliteInbox, and createTokens without a store.",
        "The file file:uri.db could not be opened: it must be a path, not a URI.",
      ]);
      assert.deepEqual(await readdir(folder), []);
    }));
});

/**
 * What `sqliteInbox` says about files that it does not open.
 *
 * @param {string} folder where to run it
 * @param {...string} files
 */
async function refusalsOf(folder, ...files) {
  const inbox = new URL("../../pkg/sqlite.js", import.meta.url);
  const code = `
    const { sqliteInbox } = await import(process.argv[1]);
    for (const file of process.argv.slice(2)) {
      try { sqliteInbox(file) } catch (error) { console.log(error.message) }
    }`;
  const [command = "", ...args] = sqliteRuntimes(folder)["Node 22"] ?? [];
  const all = [...args, "--input-type=module", "--eval", code, inbox.href, ...files];
  const output = await run(command, all, { cwd: folder, timeout: LONGEST });
  return output.trim().split("\n");
}

/**
 * Starts programs/sqlite-locked.js, and locks its files.
 *
 * @param {string} runtime
 * @param {(locked: { hear: () => Promise<string>, unlock: () => void, files: readonly string[] }) => Promise<void>} work
 */
async function whileLocked(runtime, work) {
  await inFolder(async (folder) => {
    const files = [join(folder, "inbox.db"), join(folder, "tokens.db")];
    const locked = start(runtime, folder, "sqlite-locked.js", ...files);
    assert.equal(await locked.hear(), "open");
    const lockers = files.map((file) => start("Node 22", folder, "sqlite-locker.js", file));
    const unlock = () => {
      for (const { hangUp } of lockers) hangUp();
    };
    try {
      for (const locker of lockers) assert.equal(await locker.hear(), "locked");
      locked.say("They are locked.");
      await work({ hear: locked.hear, unlock, files });
    } finally {
      for (const { kill } of [locked, ...lockers]) kill();
    }
  });
}

/** @param {string} runtime @param {string} folder @param {Phase} phase */
async function runPhase(runtime, folder, phase) {
  checkOutcomes(JSON.parse(await runProgram(runtime, folder, "sqlite-suite.js", phase)));
}

/** @param {string} runtime @param {string} folder @param {string} name @param {...string} args */
function runProgram(runtime, folder, name, ...args) {
  const [command = "", ...before] = sqliteRuntimes(folder)[runtime] ?? [];
  const all = [...before, program(name), join(folder, "inbox.db"), ...args];
  return run(command, all, { env: envIn(folder), timeout: LONGEST });
}

/** @param {string} runtime @param {string} folder @param {string} name @param {...string} args */
function start(runtime, folder, name, ...args) {
  return talkTo([...(sqliteRuntimes(folder)[runtime] ?? []), program(name), ...args], LONGEST, envIn(folder));
}

/** @param {string} folder */
function envIn(folder) {
  return { ...process.env, DENO_NO_UPDATE_CHECK: "1", DENO_DIR: join(folder, ".deno") };
}
