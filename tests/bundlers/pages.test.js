import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { servePage } from "../package/fixtures/page-server.js";
import { assertQueued, pressButton } from "./fixtures/browser.js";
import { inProject, npm } from "./fixtures/project.js";
import { startServer } from "./fixtures/server-command.js";
import { startThingSpace } from "./fixtures/thingspace.js";

describe("a page", { skip: withoutChromium }, () => {
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof startThingSpace>>} */
  let thingSpace;

  before(async () => {
    thingSpace = await startThingSpace();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    thingSpace?.close();
  });

  for (const name of ["vite", "webpack", "rspack", "rollup", "esbuild"]) {
    it(`built with ${name} submits a report, also under a strict Content-Security-Policy`, () =>
      inProject(name, async (folder) => {
        await npm(folder, "run", "build");
        const dist = join(folder, "dist");
        assert.equal((await wasmFilesIn(dist)).length, 1);
        const { origin, close } = await servePage({ folder: dist, api: thingSpace.origin });
        try {
          assertQueued(await pressButton(browser, `${origin}/index.html`), thingSpace.submissions);
        } finally {
          await close();
        }
      }));
  }

  it("served by vite's development server submits a report", () =>
    inProject("vite", async (folder) => {
      const args = ["dev", "--", "--host", "127.0.0.1", "--port", "0"];
      const { origin, close } = await startServer(folder, args, { API_ORIGIN: thingSpace.origin });
      try {
        assertQueued(await pressButton(browser, origin), thingSpace.submissions);
      } finally {
        await close();
      }
    }));
});

/** @param {string} folder */
async function wasmFilesIn(folder) {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith(".wasm"));
}
