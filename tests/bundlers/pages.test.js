import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { servePage } from "../package/fixtures/page-server.js";
import { inProject, npm } from "../package/fixtures/project.js";
import { pressButtons } from "./fixtures/browser.js";
import { startServer } from "./fixtures/server-command.js";
import { wasmFilesOf } from "./fixtures/table.js";
import { startThingSpace } from "./fixtures/thingspace.js";
import { wasmFilesIn } from "./fixtures/wasm-files.js";

/** The projects whose build is a folder `dist` to serve as it is. */
const builds = ["vite", "vite-7", "webpack", "rspack", "rollup", "esbuild", "esbuild-inline"];

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

  for (const name of builds) {
    it(`built with ${name} submits a report, also under a strict Content-Security-Policy`, () =>
      inProject(new URL(name, import.meta.url), async (folder) => {
        await npm(folder, "run", "build");
        const dist = join(folder, "dist");
        assert.equal((await wasmFilesIn(dist)).length, wasmFilesOf(name));
        await submitsFrom("/index.html", await servePage({ folder: dist, api: thingSpace.origin }));
      }));
  }

  for (const name of ["vite", "vite-7"]) {
    it(`served by the development server of ${name} submits a report`, () =>
      inProject(new URL(name, import.meta.url), async (folder) => {
        const args = ["dev", "--", "--host", "127.0.0.1", "--port", "0"];
        await submitsFrom("/", await startServer(folder, args, { API_ORIGIN: thingSpace.origin }));
      }));
  }

  /**
   * @param {string} path of the page
   * @param {{ origin: string, close: () => Promise<void> }} server
   */
  async function submitsFrom(path, { origin, close }) {
    try {
      const outputs = await pressButtons(browser, origin + path);
      const { submissions } = thingSpace;
      assert.deepEqual(outputs, [`Queued as txid-${submissions.length}`]);
      assert.deepEqual(submissions.at(-1), {
        path: "/api/report/async/aggregate",
        token: undefined,
        body: { accountNumber: "0000123456-00001", imei: "490154203237518" },
      });
    } finally {
      await close();
    }
  }
});
