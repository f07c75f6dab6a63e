import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accountNumber } from "../../www/sandbox/known.js";
import { imeis } from "../package/fixtures/requests.js";
import { startBreakingProxy } from "./fixtures/breaking-proxy.js";
import { startWorker } from "./fixtures/gateways.js";
import { queuedBy } from "./fixtures/queued.js";
import { onStage, registerListener, withGateway } from "./fixtures/stage.js";
import { visit } from "./fixtures/visit.js";

/**
 * @import { Moment, Way } from "./fixtures/breaking-proxy.js"
 */

/** @type {readonly Moment[]} */
const moments = ["headers", "part-of-body", "body", "part-of-reply-headers", "part-of-reply-body"];
/** @type {readonly Way[]} */
const ways = ["fin", "rst"];
const places = ["used", "new"].flatMap((connection) =>
  moments.flatMap((moment) => ways.map((way) => `${connection}/${moment}/${way}`)),
);

/** As often as the package tries again. */
const TIMES = 2;

/** Whether it sends requests over connections that have served one before. WebKitGTK opens a new one for each POST. */
const reuses = { chromium: true, firefox: true, webkit: false };

describe("connections that break between page and gateway", () => {
  for (const [name, isReusing] of Object.entries(reuses)) {
    it(`end in one receipt and one report in ${name}`, () =>
      onStage({}, async (stage) => {
        const { sandbox, front, place } = stage;
        const proxy = await startBreakingProxy(front.url);
        /** What broke, by the place. @type {Map<string, { wasUsed: boolean }[]>} */
        const broken = new Map();

        front.listen((told) => {
          const [when, connection, moment, way] = told.split("/");
          const where = `${connection}/${moment}/${way}`;
          if (when === "after") {
            broken.set(where, [...proxy.broken()]);
            return;
          }
          const what = { moment: /** @type {Moment} */ (moment), way: /** @type {Way} */ (way) };
          proxy.breakNext({ ...what, times: TIMES });
          if (connection === "used") return;
          proxy.endIdle();
          return "hang up";
        });

        try {
          await withGateway(startWorker({ ...place, publicUrl: proxy.url }), async ({ url: gateway }) => {
            sandbox.delivery = { ...sandbox.delivery, silent: 1 };
            front.lead({ gateway });
            await registerListener(front);
            const plan = { request: { accountNumber, imei: imeis(3_000) }, places };
            const browser = /** @type {keyof typeof reuses} */ (name);
            const receipts = await visit(browser, "breaks", stage, { gateway, plan, origin: proxy.url });

            const queued = queuedBy(sandbox);
            assert.deepEqual(
              queued.map(({ deviceGroup }) => deviceGroup),
              places,
              "each report is queued once",
            );
            assert.deepEqual(
              receipts.map((/** @type {{ txid: string }} */ { txid }) => txid),
              queued.map(({ txid }) => txid),
            );
            for (const where of places) assert.equal(broken.get(where)?.length, TIMES, `${where} broke`);
            const [reused, fresh] = ["used", "new"].map((connection) =>
              places.filter((where) => where.startsWith(connection)).map((where) => broken.get(where)?.[0]?.wasUsed),
            );
            assert.ok(reused?.every((wasUsed) => wasUsed === isReusing));
            assert.ok(fresh?.every((wasUsed) => wasUsed === false));
          });
        } finally {
          proxy.close();
        }
      }));
  }
});
