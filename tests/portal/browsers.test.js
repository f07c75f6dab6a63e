import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { usualDelivery } from "../../www/sandbox/delivery.js";
import { openPage } from "../runtimes/fixtures/browser.js";
import { serveWithScript } from "./fixtures/front.js";
import { startServices } from "./fixtures/services.js";

describe("the main path of the portal", () => {
  /** @type {Awaited<ReturnType<typeof startServices>>} */
  let services;
  /** @type {Awaited<ReturnType<typeof serveWithScript>>} */
  let front;
  before(async () => {
    services = await startServices();
    services.sandbox.delivery = { ...usualDelivery, devicesPerCallback: 100 };
    front = await serveWithScript(services.url, "main-path.js");
  });
  after(async () => {
    await front?.close();
    await services?.close();
  });

  const report = ["All 9,990 devices have answered", "Van 9989", "the devices with the most data first"];

  for (const name of /** @type {const} */ (["firefox", "webkit"])) {
    it(`works in ${name}`, async () => {
      const { value } = await openPage(name, { url: front.url, global: "outcome", timeout: 90_000 });
      assert.deepEqual(value, [
        "the form",
        "1 wrong · 3 repeated",
        "0 wrong · 3 repeated",
        "9,990 devices ready",
        ...report,
        ...report,
      ]);
    });
  }
});
