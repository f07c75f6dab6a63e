import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { root } from "../../scripts/places.js";
import { visitStates } from "../../scripts/screenshots/states.js";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { Reader } from "./fixtures/reader.js";
import { startServices } from "./fixtures/services.js";

/** @import { BrowserContextOptions } from "playwright-core" */

/** @type {Record<string, BrowserContextOptions & { viewport: { width: number, height: number } }>} */
const looks = {
  "on a desktop, light": { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  "320 pixels wide, dark": { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
};

/** The states are those of `npm run screenshots`. */
describe("every state of the portal", { skip: withoutChromium }, () => {
  /** @type {Awaited<ReturnType<typeof startServices>>} */
  let services;
  /** @type {import("playwright-core").Browser} */
  let browser;
  before(async () => {
    services = await startServices();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await services?.close();
  });

  for (const [name, look] of Object.entries(looks)) {
    it(`is accessible, has the colours of its scheme, and needs no scrolling sideways, ${name}`, async () => {
      /** @type {Record<string, unknown>} */
      const findings = {};
      const inspect = async (/** @type {Reader} */ reader, /** @type {string} */ state) => {
        const inaccessible = await reader.inaccessible();
        const { width, grounds } = await reader.page.evaluate(lookOf);
        const misfits = grounds.filter((ground) => isDark(ground) !== (look.colorScheme === "dark"));
        if (inaccessible.length + misfits.length > 0 || width > look.viewport.width) {
          findings[state] = { inaccessible, misfits, width };
        }
      };
      const reader = await Reader.start(browser, look);
      await visitStates(reader.page, services, (state) => inspect(reader, state));
      await reader.leave();

      const bare = await Reader.start(browser, { ...look, javaScriptEnabled: false });
      await bare.page.goto(services.url);
      await bare.sees(/Please enable JavaScript/);
      // Axe itself needs JavaScript.
      assert.equal((await bare.page.evaluate(lookOf)).width, look.viewport.width);
      await bare.leave();
      assert.deepEqual(findings, {});
    });
  }
});

describe("npm run screenshots", () => {
  for (const argument of ["--help", "--phone", "phone"]) {
    it(`takes no screenshots when it does not understand what is asked for: ${argument}`, () => {
      const script = join(root, "scripts/screenshots.js");
      const run = spawnSync(process.execPath, [script, argument], { encoding: "utf8", timeout: 20_000 });
      assert.equal(run.status, 1, "it ends by itself");
      assert.match(run.stderr, new RegExp(`'${argument}'.*Usage: npm run screenshots`, "s"));
      assert.ok(!/\n\s+at /.test(run.stderr), "no stack");
    });
  }
});

/** In the page: how wide it is, and the colours that it and its elements have for a ground. */
function lookOf() {
  const grounds = [...document.querySelectorAll("body, usage-request:defined, usage-report")].map(
    (element) => getComputedStyle(element).backgroundColor,
  );
  return { width: document.documentElement.scrollWidth, grounds };
}

/** @param {string} colour as `rgb(20, 24, 31)` */
function isDark(colour) {
  return (colour.match(/\d+/g) ?? []).every((part) => Number(part) < 128);
}
