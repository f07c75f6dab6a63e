import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accountNumber } from "../../www/sandbox/known.js";
import { startWorker } from "./fixtures/gateways.js";
import { queuedBy } from "./fixtures/queued.js";
import { onStage, registerListener, withGateway } from "./fixtures/stage.js";
import { visit } from "./fixtures/visit.js";

/** @import { Stage } from "./fixtures/stage.js" */

const request = { accountNumber, imei: "490154203237518" };

/** No callbacks, but a listener, so that the sandbox says which reports it has. @param {Stage} stage @param {string} gateway */
async function prepare({ sandbox, front }, gateway) {
  sandbox.delivery = { ...sandbox.delivery, silent: 1 };
  front.lead({ gateway });
  await registerListener(front);
}

describe("a page's idempotency key", () => {
  for (const browser of /** @type {const} */ (["chromium", "firefox", "webkit"])) {
    it(`keeps its answer where the gateway's own request broke, in ${browser}`, () =>
      onStage({}, async (stage) => {
        await withGateway(startWorker(stage.place), async ({ url: gateway }) => {
          await prepare(stage, gateway);
          // The report is queued, and the gateway does not hear of it.
          stage.sandbox.failNext({ kind: "drop", after: "request", on: "/aggregate" });
          const plan = { request, keys: ["order-7", "order-7", undefined] };
          const [first, second, another] = await visit(browser, "attempts", stage, { gateway, plan });

          assert.deepEqual([first.kind, first.mayBeQueued, first.attempts], ["server_error", true, 3]);
          assert.deepEqual(second, first);
          const queued = queuedBy(stage.sandbox);
          assert.equal(queued.length, 2);
          assert.equal(another.txid, queued[1]?.txid);
        });
      }));
  }

  it("keeps its answer when the worker is restarted on the same files", () =>
    onStage({}, async (stage) => {
      const plan = { request, keys: ["order-7"] };
      /** @type {unknown[]} */
      const receipts = [];
      for (let start = 1; start <= 2; start++) {
        await withGateway(startWorker(stage.place), async ({ url: gateway }) => {
          if (start === 1) await prepare(stage, gateway);
          receipts.push(...(await visit("chromium", "attempts", stage, { gateway, plan })));
        });
      }
      const queued = queuedBy(stage.sandbox);
      assert.equal(queued.length, 1);
      assert.deepEqual(
        receipts,
        [1, 2].map(() => ({ txid: queued[0]?.txid, status: "QUEUED" })),
      );
    }));
});
