import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { openPage } from "../runtimes/fixtures/browser.js";
import { startReportGateway } from "./fixtures/report-gateway.js";

const devices = Array.from({ length: 900 }, (_, index) => ({
  imei: `4901542${String(index).padStart(8, "0")}`,
  numberOfSessions: 1,
  bytesTransferred: index % 10 === 0 ? 0 : index * 1000,
}));

/** Milliseconds for all of it, on a busy machine as well. */
const PATIENCE = 300_000;

describe("the main path of <usage-report>", () => {
  /** @type {Awaited<ReturnType<typeof startReportGateway>>} */
  let gateway;
  before(async () => {
    gateway = await startReportGateway();
  });
  after(() => gateway.close());

  for (const name of /** @type {const} */ (["chromium", "firefox", "webkit"])) {
    it(`works in ${name}`, async () => {
      gateway.asked.splice(0);
      await gateway.open(
        name,
        devices.map(({ imei }) => imei),
        600_000,
      );
      await gateway.answer(name, devices.slice(0, 300));
      const url = `${gateway.origin}/report-main-path.html?${name}`;
      const opened = openPage(name, { url, global: "outcome", timeout: PATIENCE });
      const isSeen = () => gateway.asked.includes("/api/seen");
      for (const end = Date.now() + PATIENCE; !isSeen() && Date.now() < end; ) await pause(100);
      await gateway.answer(name, devices.slice(300));
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
        "490154200000000",
        "490154200000899",
        "the header stays in sight: true",
        "Page 2 of 9",
      ]);
    });
  }
});
