import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { imeis } from "../package/fixtures/requests.js";
import { startGateway } from "./fixtures/gateway.js";
import { shiftsOf, watchShifts } from "./fixtures/shifts.js";

/** @import { Browser, Page } from "playwright-core" */

const few = imeis(3);
const many = imeis(10_000);
const table = (/** @type {readonly string[]} */ devices) =>
  ["IMEI,Name", ...devices.map((imei, at) => `${imei},Van ${at}`)].join("\n");

/**
 * Devices that are all right move nothing at all. The review of
 * those that are not comes in beneath, and pushes down what follows it: what is above it stays.
 */
describe("<usage-request> stays where it is", { skip: withoutChromium }, () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  /** @type {Awaited<ReturnType<typeof startGateway>>} */
  let gateway;
  /** @type {Browser} */
  let browser;
  /** @type {Page} */
  let page;

  before(async () => {
    sandbox = await startSandbox();
    gateway = await startGateway(sandbox);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
    await sandbox?.close();
  });
  beforeEach(async () => {
    page = await browser.newPage({ locale: "en-US" });
    page.setDefaultTimeout(15_000);
    await page.addInitScript(watchShifts);
  });
  afterEach(async () => {
    assert.deepEqual(await page.evaluate("violations"), []);
    await page.close();
  });

  /** @param {number} width */
  async function open(width) {
    await page.setViewportSize({ width, height: 1_000 });
    await page.goto(`${gateway.origin}/request.html`);
    await says("No devices yet");
  }

  const says = (/** @type {string} */ text) => page.getByText(text).first().waitFor();

  /** @param {string} text */
  const paste = (text) =>
    page.getByLabel("IMEIs").evaluate((field, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      const init = { clipboardData, bubbles: true, cancelable: true, composed: true };
      field.dispatchEvent(new ClipboardEvent("paste", init));
    }, text);

  for (const width of [1_100, 390, 320]) {
    it(`while it loads and takes devices that are all right, ${width} pixels wide`, async () => {
      await open(width);
      await paste(many.join("\n"));
      await says("10,000 devices ready");
      assert.deepEqual(await shiftsOf(page), [], "a long paste");
      await page.getByRole("button", { name: "Clear the list" }).click();
      await says("No devices ready");
      assert.deepEqual(await shiftsOf(page), [], "cleared");
      await page.getByLabel("IMEIs").fill(few.join("\n"));
      await says("3 devices ready");
      assert.deepEqual(await shiftsOf(page), [], "typed");
      await open(width);
      await paste(table(many));
      await says("10,000 devices ready");
      await says("Kept in this browser for the report: Name.");
      assert.deepEqual(await shiftsOf(page), [], "a table");
    });
  }

  it("above the review of devices that are not all right", async () => {
    await open(1_100);
    const places = () =>
      page.locator("usage-request :is(label, input, textarea, .drop button, .drop > p)").evaluateAll((all) =>
        all
          .filter((each) => !each.closest("[part=review], [part=period], [part=filters]"))
          .map((each) => `${each.textContent} ${JSON.stringify(each.getBoundingClientRect())}`)
          .slice(0, 10),
      );
    const before = await places();
    await paste([...many, few[0], "4.9E+14"].join("\n"));
    await says("1 wrong · 1 repeated");
    assert.deepEqual(await places(), before);
  });
});
