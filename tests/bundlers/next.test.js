import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { pressButtons } from "./fixtures/browser.js";
import { inProject, npm } from "./fixtures/project.js";
import { startServer } from "./fixtures/server-command.js";
import { startThingSpace } from "./fixtures/thingspace.js";
import { wasmFilesIn } from "./fixtures/wasm-files.js";

describe("an app of Next.js", { skip: withoutChromium }, () => {
  it("submits from a client component, and from route handlers on Node and on the edge", () =>
    inProject("next", async (folder) => {
      await npm(folder, "run", "build");
      for (const part of ["static", "server/edge"]) {
        assert.equal((await wasmFilesIn(join(folder, ".next", part))).length, 1, part);
      }
      await submitsTwice(folder);
    }));
});

/** @param {string} folder */
async function submitsTwice(folder) {
  const thingSpace = await startThingSpace();
  const settings = { THINGSPACE_URL: `${thingSpace.origin}/hyper-precise/v1`, VZ_M2M_TOKEN: "token-of-the-server" };
  const app = await startServer(folder, ["start", "--", "--hostname", "127.0.0.1", "--port", "0"], settings);
  const browser = await launchChromium();
  try {
    assert.deepEqual(await pressButtons(browser, app.origin), ["Queued as txid-1", "Queued as txid-2"]);
    for (const submission of thingSpace.submissions) {
      assert.deepEqual(submission, {
        path: "/hyper-precise/v1/report/async/aggregate",
        token: "token-of-the-server",
        body: { accountNumber: "0000123456-00001", imei: "490154203237518" },
      });
    }
  } finally {
    await browser.close();
    await app.close();
    thingSpace.close();
  }
}
