import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accountNumber } from "../../www/sandbox/known.js";
import { imeis } from "../package/fixtures/requests.js";
import { startWorker } from "./fixtures/gateways.js";
import { linesOf, sentBy, sumsOf } from "./fixtures/sent.js";
import { onStage, registerListener, withGateway } from "./fixtures/stage.js";
import { visit } from "./fixtures/visit.js";

const devices = imeis(25_000);

describe("a fleet of 25,000 devices", () => {
  it("is submitted from a page as three reports, and read as one", () =>
    onStage({}, async (stage) => {
      const { sandbox, front, place } = stage;
      sandbox.delivery = { ...sandbox.delivery, devicesPerCallback: 25 };
      await withGateway(startWorker(place), async ({ url: gateway }) => {
        front.lead({ gateway });
        await registerListener(front);
        const plan = { accountNumber, imei: devices, startDate: "2026-06-01", endDate: "2026-07-01" };
        const { txids, end, csv } = await visit("chromium", "fleet", stage, { gateway, plan });

        const queued = sandbox.deliveries.map(({ txid }) => txid);
        assert.equal(txids.length, 3);
        assert.deepEqual([...txids].sort(), queued.sort());

        const { usage, csv: lines } = sentBy(sandbox);
        const report = JSON.parse(end);
        const { state, expected, answered, failed, silent, unexpected, revised } = report;
        assert.deepEqual(
          { state, expected, answered, failed, silent, unexpected, revised },
          { state: "complete", expected: 25_000, answered: 25_000, failed: 0, silent: 0, unexpected: 0, revised: 0 },
        );
        const { numberOfSessions, bytesTransferred } = report;
        assert.deepEqual({ numberOfSessions, bytesTransferred }, sumsOf(usage));
        assert.deepEqual(report.txids, txids);
        assert.equal(linesOf(csv).join("\n"), lines.join("\n"));
      });
    }));
});
