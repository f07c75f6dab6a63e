import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { openPage } from "../runtimes/fixtures/browser.js";
import { FakeReport, startReportGateway } from "./fixtures/report-gateway.js";

const devices = Array.from({ length: 900 }, (_, index) => ({
  imei: `4901542${String(index).padStart(8, "0")}`,
  state: /** @type {const} */ ("reported"),
  expected: true,
  numberOfSessions: 1,
  bytesTransferred: index % 10 === 0 ? 0 : index * 1000,
}));

describe("the main path of <usage-report>", () => {
  /** @type {Awaited<ReturnType<typeof startReportGateway>>} */
  let gateway;
  before(async () => {
    gateway = await startReportGateway();
  });
  after(() => gateway.close());

  for (const name of /** @type {const} */ (["chromium", "firefox", "webkit"])) {
    it(`works in ${name}`, async () => {
      const report = new FakeReport(
        "A",
        devices.map(({ imei }) => imei),
      );
      gateway.reports.set("A", report);
      gateway.asked.splice(0);
      report.push(devices.slice(0, 300));
      const url = `${gateway.origin}/report-main-path.html`;
      const opened = openPage(name, { url, global: "outcome", timeout: 60_000 });
      for (const end = Date.now() + 60_000; gateway.asked.length === 0 && Date.now() < end; ) await pause(100);
      // Long enough for the first figures to be seen; if it is not, the page says so.
      await pause(2_000);
      report.push(devices.slice(300));
      report.state = "complete";
      const { value } = await opened;
      assert.deepEqual(value, [
        "300 of 900 devices have answered",
        "All 900 devices have answered",
        "✓ Nothing more is waited for",
        "490154200000899",
        "490154200000000",
        "90 devices shown",
        "900 devices shown",
        "490154200000777",
        "900 devices shown",
        "490154200000899",
        "the header stays in sight: true",
        "Page 2 of 9",
      ]);
    });
  }
});
