import { randomInt } from "node:crypto";
import { describe, it } from "node:test";
import { inFolder } from "./fixtures/folder.js";
import { surviveKill } from "./fixtures/kill.js";
import { startSqliteServer } from "./fixtures/sqlite-server.js";
import { prepareWorker, startWorker } from "./fixtures/worker.js";

const seed = Number(process.env.INBOX_KILL_SEED || randomInt(2 ** 31));
const moments = momentsOf(seed);

for (const [name, { prepare, start }] of Object.entries({
  "sqliteInbox in Node 22": { prepare: async () => {}, start: startSqliteServer },
  "durableInbox in workerd": { prepare: prepareWorker, start: startWorker },
})) {
  describe(`${name}, killed in the middle of 10,000 callbacks`, () => {
    for (const moment of moments) {
      it(`loses nothing and counts nothing twice, after ${moment} of them (INBOX_KILL_SEED=${seed})`, () =>
        inFolder(async (folder) => {
          await prepare(folder);
          await surviveKill(() => start(folder), moment);
        }));
    }
  });
}

/**
 * Three numbers of callbacks, an early one, one in the middle and a late one, the same for the same seed.
 *
 * @param {number} seed
 */
function momentsOf(seed) {
  let state = seed >>> 0;
  return [0, 1, 2].map((third) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + third * 3_200 + Math.floor((state / 2 ** 32) * 3_200);
  });
}
