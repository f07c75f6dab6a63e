import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accountNumber, unreportableDevice } from "../../www/sandbox/known.js";
import { imeis } from "../package/fixtures/requests.js";
import { gateways, makeServerProject } from "./fixtures/gateways.js";
import { linesOf, sentBy, sumsOf } from "./fixtures/sent.js";
import { onStage, registerListener, withGateway } from "./fixtures/stage.js";
import { visit } from "./fixtures/visit.js";

/** @import { ReportDevice } from "../../pkg-template/gateway.js" */

/** More than two events of devices, with one that cannot be reported on. */
const imei = [...imeis(600), unreportableDevice];

/** @type {Awaited<ReturnType<typeof makeServerProject>>} */
let servers;
before(async () => {
  servers = await makeServerProject();
});
after(() => servers.remove());

describe("a report, from the page to the CSV, through", () => {
  for (const [name, start] of Object.entries(gateways)) {
    it(name, () =>
      onStage({ project: servers.project }, async (stage) => {
        const { sandbox, front, place } = stage;
        sandbox.delivery = { ...sandbox.delivery, early: 0.1, huge: 0.05, unknownFields: true };
        await withGateway(start(place), async ({ url: gateway }) => {
          front.lead({ gateway });
          await registerListener(front);
          const plan = { accountNumber, imei, startDate: "2026-06-01", endDate: "2026-07-01" };
          const seen = await visit("chromium", "report", stage, { gateway, plan });
          await sandbox.allDelivered();

          const { usage, csv } = sentBy(sandbox);
          assert.equal(usage.length, imei.length - 1);
          assert.equal(seen.status, "QUEUED");
          assert.equal(seen.txid, sandbox.deliveries[0]?.txid);
          assert.deepEqual(linesOf(seen.csv), csv);

          const { state, expected, answered, failed, silent, unexpected, revised, ...totals } = seen.totals;
          const counts = { state, expected, answered, failed, silent, unexpected, revised };
          const all = imei.length;
          assert.deepEqual(counts, {
            state: "complete",
            expected: all,
            answered: all,
            failed: 1,
            silent: 0,
            unexpected: 0,
            revised: 0,
          });
          const { numberOfSessions, bytesTransferred } = totals;
          assert.deepEqual({ numberOfSessions, bytesTransferred }, sumsOf(usage));
          assert.deepEqual(
            seen.devices.map((/** @type {ReportDevice} */ device) => device.imei).sort(),
            [...imei].sort(),
          );
          assert.ok(
            sandbox.deliveries.every(({ callbacks }) => callbacks.every(({ acknowledged }) => acknowledged)),
            "every callback was taken",
          );
        });
      }),
    );
  }
});
