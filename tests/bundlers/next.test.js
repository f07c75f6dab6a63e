import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { inProject, npm } from "../package/fixtures/project.js";
import { pressButtons } from "./fixtures/browser.js";
import { startServer } from "./fixtures/server-command.js";
import { wasmFilesOf } from "./fixtures/table.js";
import { startThingSpace } from "./fixtures/thingspace.js";
import { wasmFilesIn } from "./fixtures/wasm-files.js";

describe("an app of Next.js", { skip: withoutChromium }, () => {
  it("submits from a client component, and from route handlers on Node and on the edge", () =>
    inProject(new URL("next", import.meta.url), async (folder) => {
      await npm(folder, "run", "build");
      const build = join(folder, ".next");
      assert.equal((await wasmFilesIn(join(build, "static"))).length, wasmFilesOf("next"));
      assert.equal((await wasmFilesIn(join(build, "server/edge"))).length, 1);
      await submitsFromEachButton(folder, "start", 2);
    }));

  it("submits from all of them, too, while it is developed", () =>
    inProject(new URL("next", import.meta.url), (folder) => submitsFromEachButton(folder, "dev", 2)));

  it("built with webpack submits from a client component and from a route handler on Node", () =>
    inProject(new URL("next-webpack", import.meta.url), async (folder) => {
      await npm(folder, "run", "build");
      assert.equal((await wasmFilesIn(join(folder, ".next"))).length, wasmFilesOf("next-webpack"));
      await submitsFromEachButton(folder, "start", 1);
    }));
});

/**
 * @param {string} folder
 * @param {"start" | "dev"} script that serves the app
 * @param {number} buttons how many its page has
 */
async function submitsFromEachButton(folder, script, buttons) {
  const thingSpace = await startThingSpace();
  const settings = { THINGSPACE_URL: `${thingSpace.origin}/hyper-precise/v1`, VZ_M2M_TOKEN: "token-of-the-server" };
  const app = await startServer(folder, [script, "--", "--hostname", "127.0.0.1", "--port", "0"], settings);
  const browser = await launchChromium();
  try {
    const outputs = await pressButtons(browser, app.origin);
    assert.deepEqual(outputs, ["Queued as txid-1", "Queued as txid-2"].slice(0, buttons));
    assert.equal(thingSpace.submissions.length, buttons);
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
