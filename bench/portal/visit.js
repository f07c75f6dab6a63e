import { accountNumber, unreportableDevice } from "../../www/sandbox/known.js";
import { requestFor } from "../requests.js";
import { Stopwatch } from "./stopwatch.js";

/**
 * @import { Browser, Locator, Page } from "playwright-core"
 * @import { Noticed } from "./stopwatch.js"
 */

/** Milliseconds that anything may take. */
const PATIENCE = 180_000;

/**
 * Somebody asks for a report on so many devices, watches it come, and looks into it.
 *
 * @param {Browser} browser
 * @param {string} url of the portal
 * @param {number} count of devices
 * @returns {Promise<Record<string, Noticed>>} by what was done
 */
export async function visitPortal(browser, url, count) {
  const devices = [.../** @type {string[]} */ (requestFor(count - 1).imei), unreportableDevice];
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1100, height: 900 } });
  try {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const stopwatch = await Stopwatch.start(page);
    await page.goto(url);
    return { ...(await askFor(page, stopwatch, devices)), ...(await lookInto(page, stopwatch, devices)) };
  } finally {
    await context.close();
  }
}

/** @param {Page} page @param {Stopwatch} stopwatch @param {readonly string[]} devices */
async function askFor(page, stopwatch, devices) {
  const count = devices.length.toLocaleString("en-US");
  await copy(page, devices.join("\n"));
  await page.getByLabel("IMEIs").click();
  const paste = await stopwatch.notice(async () => {
    await page.keyboard.press("Control+V");
    await page.getByText(`${count} devices ready`).first().waitFor();
  });
  await page.getByLabel("Account number").click();
  const typing = await stopwatch.notice(() => page.keyboard.type(accountNumber, { delay: 50 }));
  const click = await aim(page, page.getByRole("button", { name: "Submit report" }));
  const live = await stopwatch.notice(async () => {
    await click();
    await page.getByText(`All ${count} devices have answered`).first().waitFor();
    await page.getByText("Nothing more is waited for").waitFor();
  });
  return { paste, typing, "live updates": live };
}

/** @param {Page} page @param {Stopwatch} stopwatch @param {readonly string[]} devices */
async function lookInto(page, stopwatch, devices) {
  const scroller = page.locator("#scroller");
  const find = page.getByLabel("Find");
  await find.scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 300);

  /** @param {readonly string[]} names of buttons */
  const press = async (...names) => {
    /** @type {(() => Promise<void>)[]} */
    const clicks = [];
    for (const name of names) clicks.push(await aim(page, page.getByRole("button", { name }).first()));
    return stopwatch.notice(async () => {
      for (const click of clicks) {
        await click();
        await page.waitForTimeout(300);
      }
    });
  };

  const sort = await press("Data", "State", "IMEI");
  const scroll = await stopwatch.notice(() => scrollThrough(page, scroller));
  await find.click();
  const typed = await stopwatch.notice(() => page.keyboard.type("3520", { delay: 100 }));
  await find.fill("");
  await copy(
    page,
    devices
      .slice(0, 10_000)
      .filter((_, at) => at % 100 === 0)
      .join("\n"),
  );
  const pasted = await stopwatch.notice(() => page.keyboard.press("Control+V"));
  await find.fill(" ");
  await find.fill("");
  const filter = await press("Errors", "Top", "No bytes", "All");
  const csv = await aim(page, page.getByRole("button", { name: "CSV of all" }));
  const saved = await stopwatch.notice(() => Promise.all([page.waitForEvent("download"), csv()]));
  const pages = await press("Pages of 100");
  const turned = await press("Next", "Next", "Previous");
  return {
    sort,
    scroll,
    find: typed,
    "find 100 pasted": pasted,
    filter,
    "CSV of all": saved,
    "pages of 100": pages,
    "next page": turned,
  };
}

/** By the wheel first, then by the bar: a screen at a time, and all of it at once. @param {Page} page @param {Locator} scroller */
async function scrollThrough(page, scroller) {
  const { x, y, width } = /** @type {{ x: number, y: number, width: number }} */ (await scroller.boundingBox());
  await page.mouse.move(x + width / 2, y + 100);
  for (let turn = 0; turn < 20; turn++) {
    await page.mouse.wheel(0, 120);
    await page.waitForTimeout(30);
  }
  for (const top of [3_000, 4_000, 50_000, 200_000, 360_000, 359_900, 0]) {
    await scroller.evaluate((element, to) => element.scrollTo(0, to), top);
    await page.waitForTimeout(100);
  }
}

/** @param {Page} page @param {string} text */
function copy(page, text) {
  return page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
}

/** Finds out where to click beforehand, so that what finds it out is not measured. @param {Page} page @param {Locator} button */
async function aim(page, button) {
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = /** @type {DOMRect} */ (await button.boundingBox());
  return () => page.mouse.click(x + width / 2, y + height / 2);
}
