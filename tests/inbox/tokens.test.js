import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { run } from "../../scripts/run.js";
import { consumer, user } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { inFolder } from "./fixtures/folder.js";
import { program, sqliteRuntimes } from "./fixtures/sqlite-runtimes.js";
import { prepareWorker, startWorker } from "./fixtures/worker.js";

const LONGEST = 300_000;
const WRONG = "a password of no user";
const config = "tokens-wrangler.jsonc";

const sandbox = await startSandbox();
after(() => sandbox.close());
beforeEach(() => {
  sandbox.received.splice(0);
});
const bindings = { ...consumer, ...user, baseUrl: sandbox.url };
const logins = () => sandbox.received.filter(({ path }) => path.endsWith("/session/login")).length;

describe("durableTokens", () => {
  it("logs in once for all, keeps the tokens over a restart, and renews one that is rejected", () =>
    inFolder(async (folder) => {
      await prepareWorker(folder, config);
      const given = await withWorker(folder, (ask) => Promise.all(Array.from({ length: 20 }, () => ask("/"))));
      assert.equal(new Set(given).size, 1);
      assert.equal(logins(), 1);
      await withWorker(folder, async (ask) => {
        assert.equal(await ask("/"), given[0]);
        assert.equal(logins(), 1);
        assert.notEqual(await ask("/rejected"), given[0]);
        assert.equal(logins(), 2);
      });
    }));

  it("stops after two failed logins, also over a restart, until somebody resets it", () =>
    inFolder(async (folder) => {
      await prepareWorker(folder, config);
      const wrong = `/?password=${encodeURIComponent(WRONG)}`;
      /** @param {string} text */
      const kindIn = (text) => {
        for (const secret of [WRONG, consumer.secret]) assert.ok(!text.includes(secret), "No secret is in an error.");
        return [JSON.parse(text).name, JSON.parse(text).kind];
      };
      await withWorker(folder, async (ask) => {
        for (let attempt = 0; attempt < 2; attempt++) {
          assert.deepEqual(kindIn(await ask(wrong)), ["TokenError", "refused"]);
        }
        assert.deepEqual(kindIn(await ask(wrong)), ["TokenError", "stopped"]);
      });
      await withWorker(folder, async (ask) => {
        assert.deepEqual(kindIn(await ask("/")), ["TokenError", "stopped"]);
        assert.equal(logins(), 2);
        assert.equal(JSON.parse(await ask("/reset")).length, 2);
      });
    }));

  it("says at once what is wrong with its options", () =>
    inFolder(async (folder) => {
      await prepareWorker(folder, config);
      await withWorker(folder, async (ask) => {
        const { name, message } = JSON.parse(await ask("/?username=&password="));
        assert.equal(name, "TypeError");
        assert.match(message, /username.*password/s);
      });
    }));
});

describe("sqliteTokenStore", () => {
  for (const runtime of Object.keys(sqliteRuntimes(""))) {
    it(`keeps what was written, in ${runtime}, in a file for its owner alone`, () =>
      inFolder(async (folder) => {
        const file = join(folder, "tokens.db");
        assert.equal(await runStore(runtime, folder, file), "undefined\n");
        assert.equal((await stat(file)).mode & 0o777, 0o600);
        assert.equal(await runStore(runtime, folder, file, "first"), "undefined first\n");
        assert.equal(await runStore(runtime, folder, file, "second"), "first second\n");
        assert.equal(await runStore(runtime, folder, file), "second\n");
      }));
  }
});

/** @param {string} folder @param {(ask: (path: string) => Promise<string>) => Promise<T>} work @template T */
async function withWorker(folder, work) {
  const worker = await startWorker(folder, { config, bindings });
  try {
    return await work(async (path) =>
      (await fetch(worker.origin + path, { signal: AbortSignal.timeout(LONGEST) })).text(),
    );
  } finally {
    await worker.close();
  }
}

/** @param {string} runtime @param {string} folder @param {...string} args */
async function runStore(runtime, folder, ...args) {
  const [command = "", ...before] = sqliteRuntimes(folder)[runtime] ?? [];
  const env = { ...process.env, DENO_NO_UPDATE_CHECK: "1", DENO_DIR: join(folder, ".deno") };
  return `${await run(command, [...before, program("token-store.js"), ...args], { env, timeout: LONGEST })}\n`;
}
