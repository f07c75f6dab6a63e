import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { usualDelivery } from "../../www/sandbox/delivery.js";
import { unreportableDevice } from "../../www/sandbox/known.js";
import { imeis } from "../package/fixtures/requests.js";
import { openPage } from "../runtimes/fixtures/browser.js";
import { rowsOf, usageColumns, usageRows } from "./fixtures/csv-rows.js";
import { serveWithScript } from "./fixtures/front.js";
import { startServices } from "./fixtures/services.js";

/** @typedef {{ seen: string[], files: Record<string, string> }} Outcome */

const typed = [...imeis(9_989), unreportableDevice];
const wrong = ["4.9E+14", "49015420323751", "490154203237519", "n/a", "unknown", "12345", "Van 7"];
const lines = [...typed, ...wrong, ...typed.slice(0, 3)];
/** With what two of the wrong lines become. */
const devices = [...typed, "490154203237518", "356938035643809"];
const found = devices[777] ?? "";

describe("the main path of the portal", () => {
  /** @type {Awaited<ReturnType<typeof startServices>>} */
  let services;
  /** @type {Awaited<ReturnType<typeof serveWithScript>>} */
  let front;
  before(async () => {
    services = await startServices();
    services.sandbox.delivery = { ...usualDelivery, devicesPerCallback: 100, silent: 0.4 };
    front = await serveWithScript(services.url, "main-path.js", {
      "/lines": () => lines.join("\n"),
      "/found": () => found,
      "/failed": () => unreportableDevice,
      async "/answer-rest"() {
        await services.sandbox.allDelivered();
        await services.answerRest(services.sandbox.deliveries.at(-1)?.txid ?? "", devices);
        return "";
      },
    });
  });
  after(async () => {
    await front?.close();
    await services?.close();
  });

  for (const name of /** @type {const} */ (["firefox", "webkit"])) {
    it(`works in ${name}`, async () => {
      const { value } = await openPage(name, { url: front.url, global: "outcome", timeout: 300_000 });
      const { seen, files } = /** @type {Outcome} */ (value);
      assert.deepEqual(seen, [
        "the form",
        "7 wrong · 3 repeated",
        "6 wrong · 3 repeated",
        "5 wrong · 3 repeated",
        "a file of the lines to check",
        "0 wrong · 3 repeated",
        "9,992 devices ready",
        "5,995 of 9,992 devices have answered",
        "5,995 of 9,992 devices have answered",
        "All 9,992 devices have answered",
        "✓ Nothing more is waited for",
        "the devices with the most data first",
        "1 device shown",
        found,
        "9,992 devices shown",
        "1 device shown",
        unreportableDevice,
        "a file of the report",
      ]);
      const toCheck = ["10000", "9991", "9994", "9995", "9996", "9997", "9998", "9999"];
      assert.deepEqual(rowsOf(files["lines-to-check.csv"] ?? "", ["line"]), toCheck);
      assert.deepEqual(rowsOf(files["usage-all.csv"] ?? "", usageColumns), usageRows(devices));
    });
  }
});
