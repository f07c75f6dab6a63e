import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { imeis } from "../package/fixtures/requests.js";
import { becomes } from "../runtimes/fixtures/becomes.js";
import { startReportGateway } from "./fixtures/report-gateway.js";

/** @import { Browser, Page } from "playwright-core" */

/** Devices of a report, and reports of the fleet. */
const MOST = 10_000;
const REPORTS = 10;

/** Rows in the document, at most: those in sight, and some above and below. */
const DRAWN = 60;

const devices = imeis(MOST * REPORTS);
const sites = ["Aachen", "Bonn", "Köln", "Trier"];

/** A permutation, so that the order by bytes is not the order in which devices come. @param {number} at */
const bytesOf = (at) => ((at * 7_919) % devices.length) * 1_000;
const byBytes = devices.map((imei, at) => ({ imei, bytes: bytesOf(at) })).sort((one, other) => other.bytes - one.bytes);

/** @param {number} at */
const answerOf = (at) => ({ imei: devices[at] ?? "", numberOfSessions: 1 + (at % 9), bytesTransferred: bytesOf(at) });

describe("100,000 devices in <usage-report>", { skip: withoutChromium }, () => {
  /** @type {Awaited<ReturnType<typeof startReportGateway>>} */
  let gateway;
  /** @type {Browser} */
  let browser;
  /** @type {Page} */
  let page;

  before(async () => {
    gateway = await startReportGateway();
    for (let part = 0; part < REPORTS; part++) {
      const begin = part * MOST;
      await gateway.open(`part-${part}`, devices.slice(begin, begin + MOST), 600_000);
      await gateway.answer(
        `part-${part}`,
        Array.from({ length: MOST }, (_, at) => answerOf(begin + at)),
      );
    }
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });
  beforeEach(async () => {
    page = await browser.newPage({ locale: "en-GB" });
    page.setDefaultTimeout(60_000);
    const txids = Array.from({ length: REPORTS }, (_, part) => `part-${part}`);
    await page.goto(`${gateway.origin}/report.html?txids=${txids.join("%20")}`);
    await page.getByText("All 100,000 devices have answered").first().waitFor();
    await page.getByText("✓ Nothing more is waited for").waitFor();
    await shown("100,000 devices shown");
  });
  afterEach(async () => {
    assert.deepEqual(await page.evaluate("refused"), []);
    await page.close();
  });

  const rows = () => page.locator("#rows tr");
  const press = (/** @type {string} */ name) => page.getByRole("button", { name, exact: true }).click();
  const shown = (/** @type {string} */ text) => page.locator("#found").filter({ hasText: text }).waitFor();

  /** Waits until a row stands where it should, and looks how many are drawn. @param {number} place from 0 @param {string} [imei] */
  async function stands(place, imei) {
    await page
      .locator(`#rows tr[aria-rowindex="${place + 2}"]`)
      .getByText(String(imei))
      .waitFor();
    assert.ok((await rows().count()) <= DRAWN, "rows out of sight are not drawn");
  }

  it("are sorted both ways, and scrolled through from end to end", async () => {
    await press("Data");
    await stands(0, byBytes[0]?.imei);
    const scroller = page.locator("#scroller");
    for (const share of [0.25, 0.5, 0.999, 1, 0.75, 0]) {
      await scroller.evaluate((element, to) => element.scrollTo(0, to * element.scrollHeight), share);
      const place = await firstInSight();
      await stands(place, byBytes[place]?.imei);
      if (share === 1) await stands(devices.length - 1, byBytes.at(-1)?.imei);
    }
    assert.equal(await page.locator("#devices").getAttribute("aria-rowcount"), "100001");
    await page.locator("th[aria-sort=descending] button").click();
    await stands(0, byBytes.at(-1)?.imei);
  });

  /** The place in the order of the first row that can be seen. */
  function firstInSight() {
    return page.locator("#scroller").evaluate((scroller) => {
      const height = scroller.querySelector("tbody tr")?.getBoundingClientRect().height ?? Number.NaN;
      return Math.ceil(scroller.scrollTop / height);
    });
  }

  it("are found, one and many, and filtered", async () => {
    const find = page.getByLabel("Find");
    await find.fill(devices[98_765] ?? "");
    await shown("1 device shown");
    await stands(0, devices[98_765]);
    await find.evaluate(
      (field, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text", text);
        field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      },
      devices.filter((_, at) => at % 1_000 === 7).join("\n"),
    );
    await shown("100 devices shown");
    await stands(1, devices[1_007]);
    await find.fill(" ");
    await find.fill("");
    await press("Top 100");
    await shown("100 devices shown");
    await stands(14, byBytes[14]?.imei);
    await press("No bytes 1");
    await shown("1 device shown");
    await stands(0, devices[0]);
    await press("All 100,000");
    await shown("100,000 devices shown");
  });

  it("are turned over in pages of 100, and put into groups", async () => {
    await press("Pages of 100");
    await page.getByText("Page 1 of 1,000").waitFor();
    for (let page = 2; page <= 4; page++) await press("Next");
    await page.getByText("Page 4 of 1,000").waitFor();
    await page
      .locator("#rows tr")
      .nth(99)
      .getByText(devices[399] ?? "")
      .waitFor();
    await becomes(() => rows().count(), 100);
    await becomes(() => rows().first().getAttribute("aria-rowindex"), "302");

    await page.locator("usage-report").evaluate(
      (report, { devices, sites }) => {
        const named = devices.map((imei, at) => /** @type {const} */ ([imei, [sites[at % sites.length]]]));
        Object.assign(report, { columns: { names: ["Site"], rows: new Map(named) } });
      },
      { devices, sites },
    );
    await page
      .locator("#groups")
      .getByRole("row", { name: /Trier 25,000 0 0/ })
      .waitFor();
  });
});
