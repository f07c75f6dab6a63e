import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.js";
import { root } from "./places.js";
import { runAsCommand } from "./problem.js";

const folder = join(root, "target/screenshots");

/** What the page is looked at on, in CSS pixels. */
const screens = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 640 },
};

/** The two in the README. @type {Readonly<Record<string, string>>} */
const committed = { "review-desktop-light": "portal-review.png", "report-desktop-light": "portal-report.png" };

/** Takes a picture of every state of the portal, on each screen, light and dark, into `target/screenshots`. */
async function takeScreenshots() {
  await build();
  // Not imported above: what they are made of is installed and built only now.
  const { launchChromium } = await import("../tests/package/fixtures/chromium.js");
  const { startServices } = await import("../tests/portal/fixtures/services.js");
  const { visitStates } = await import("./screenshots/states.js");
  const services = await startServices();
  const browser = await launchChromium();
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(root, "docs/images"), { recursive: true });
  try {
    for (const [screen, viewport] of Object.entries(screens)) {
      for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
        const page = await browser.newPage({ viewport, colorScheme, locale: "en-US" });
        await visitStates(page, services, async (state) => {
          const name = `${state}-${screen}-${colorScheme}`;
          await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
          const image = committed[name];
          if (image) await page.screenshot({ path: join(root, "docs/images", image) });
        });
        await page.close();
      }
    }
  } finally {
    await browser.close();
    await services.close();
  }
  console.log(`The pictures are in ${folder}.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runAsCommand(takeScreenshots);
