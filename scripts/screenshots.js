import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "./build.js";
import { root } from "./places.js";
import { runAsCommand } from "./problem.js";
import { withUsage } from "./with-usage.js";

/**
 * @import { Browser } from "playwright-core"
 * @import { startServices } from "../tests/portal/fixtures/services.js"
 */

const folder = join(root, "target/screenshots");

/** What the page is looked at on, in CSS pixels. */
const screens = [
  { name: "desktop", width: 1280, height: 900 },
  { name: "phone", width: 390, height: 844 },
  { name: "narrow", width: 320, height: 640 },
];

/** The two in the README. @type {Readonly<Record<string, string>>} */
const committed = { "review-desktop-light": "portal-review.png", "report-desktop-light": "portal-report.png" };

/** Takes a picture of every state of the portal, on each screen, light and dark, into `target/screenshots`. */
async function takeScreenshots() {
  withUsage("Usage: npm run screenshots", () => parseArgs({ options: {} }));
  await build();
  // Not imported above: what they are made of is installed and built only now.
  const { launchChromium } = await import("../tests/package/fixtures/chromium.js");
  const { startServices } = await import("../tests/portal/fixtures/services.js");
  const services = await startServices();
  const browser = await launchChromium();
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(root, "docs/images"), { recursive: true });
  try {
    for (const screen of screens) {
      for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
        await takeAll(browser, services, screen, colorScheme);
      }
    }
  } finally {
    await browser.close();
    await services.close();
  }
  console.log(`The pictures are in ${folder}.`);
}

/**
 * @param {Browser} browser
 * @param {Awaited<ReturnType<typeof startServices>>} services
 * @param {typeof screens[number]} screen
 * @param {"light" | "dark"} colorScheme
 */
async function takeAll(browser, services, { name, ...viewport }, colorScheme) {
  const { visitStates } = await import("./screenshots/states.js");
  const look = { viewport, colorScheme, locale: "en-US" };
  const picture = (/** @type {string} */ state) => `${state}-${name}-${colorScheme}`;

  const page = await browser.newPage(look);
  await visitStates(page, services, async (state) => {
    await page.screenshot({ path: join(folder, `${picture(state)}.png`), fullPage: true });
    const image = committed[picture(state)];
    if (image) await page.screenshot({ path: join(root, "docs/images", image) });
  });
  await page.close();

  const bare = await browser.newPage({ ...look, javaScriptEnabled: false });
  await bare.goto(services.url);
  await bare.screenshot({ path: join(folder, `${picture("no-javascript")}.png`), fullPage: true });
  await bare.close();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runAsCommand(takeScreenshots);
