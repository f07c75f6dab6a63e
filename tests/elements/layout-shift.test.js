import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { imeis } from "../package/fixtures/requests.js";
import { startGateway } from "./fixtures/gateway.js";
import { startReportGateway } from "./fixtures/report-gateway.js";

/** @import { Browser, Page } from "playwright-core" */

/** @typedef {{ shifts: { value: number, moved: string[] }[] }} Watched */

const few = imeis(3);
const many = imeis(10_000);
const table = (/** @type {readonly string[]} */ devices) =>
  ["IMEI,Name", ...devices.map((imei, at) => `${imei},Van ${at}`)].join("\n");

/**
 * Every shift counts, also within half a second of a key or a click, which the score of a page leaves out: on a slow
 * machine, what a paste brings about takes longer than that. Devices that are all right move nothing at all. The review of
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
    page.setDefaultTimeout(60_000);
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

  const moved = () => movedIn(page);

  for (const width of [1_100, 390, 320]) {
    it(`while it loads and takes devices that are all right, ${width} pixels wide`, async () => {
      await open(width);
      await paste(many.join("\n"));
      await says("10,000 devices ready");
      assert.deepEqual(await moved(), [], "a long paste");
      await page.getByRole("button", { name: "Clear the list" }).click();
      await says("No devices ready");
      assert.deepEqual(await moved(), [], "cleared");
      await page.getByLabel("IMEIs").fill(few.join("\n"));
      await says("3 devices ready");
      assert.deepEqual(await moved(), [], "typed");
      await open(width);
      await paste(table(many));
      await says("10,000 devices ready");
      await says("Kept in this browser for the report: Name.");
      assert.deepEqual(await moved(), [], "a table");
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

/** The reasons and the groups come in at the end, beneath all else. */
describe("<usage-report> stays where it is", { skip: withoutChromium }, () => {
  /** @type {Awaited<ReturnType<typeof startReportGateway>>} */
  let gateway;
  /** @type {Browser} */
  let browser;
  before(async () => {
    gateway = await startReportGateway();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  for (const width of [1_100, 768, 390, 320]) {
    for (const devices of [few, many]) {
      it(`while ${devices.length} devices answer, ${width} pixels wide`, () => watch(devices, width));
    }
  }

  /** @param {readonly string[]} devices @param {number} width */
  async function watch(devices, width) {
    const txid = `${devices.length}-devices-${width}`;
    await gateway.open(txid, devices, 600_000);
    const page = await browser.newPage({
      locale: "en-US",
      // Not that of the machine: times in two zones take more space than in one.
      timezoneId: "Europe/Berlin",
      // As high as the report, because browsers do not count what moves out of sight.
      viewport: { width, height: 3_500 },
    });
    page.setDefaultTimeout(60_000);
    await page.addInitScript(watchShifts);
    await page.goto(`${gateway.origin}/report.html?txids=${txid}`);
    const answers = devices.map(answerOf);
    const count = (/** @type {number} */ number) => number.toLocaleString("en-US");
    let begin = 0;
    for (const end of [1, Math.ceil(devices.length / 2)]) {
      await gateway.answer(txid, answers.slice(begin, end));
      await page
        .getByText(`${count(end)} of ${count(devices.length)} devices have answered`)
        .first()
        .waitFor();
      begin = end;
    }
    await gateway.answer(txid, answers.slice(begin));
    await page
      .getByText(`All ${count(devices.length)} devices have answered`)
      .first()
      .waitFor();
    await page.getByText("Why devices failed").waitFor();
    await page.getByText(/^Last answer .* UTC/).waitFor();
    assert.deepEqual(await movedIn(page), []);
    assert.deepEqual(await page.evaluate("refused"), []);
    await page.close();
  }
});

/** @param {string} imei @param {number} at */
function answerOf(imei, at) {
  const error = { errorMessage: "The device is not active", errorCode: "NOT_ACTIVE", httpStatusCode: "404" };
  return at % 100 === 2 ? { imei, error } : { imei, numberOfSessions: at % 9, bytesTransferred: at * at * 1_000 };
}

/** What has moved since a page was loaded: once nothing more does. @param {Page} page */
async function movedIn(page) {
  // Two frames: what a task has changed is drawn in the first, and told in the second.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  return page.evaluate(() => /** @type {Watched} */ (/** @type {unknown} */ (globalThis)).shifts);
}

/** In the page: keeps what the browser tells of shifts. */
function watchShifts() {
  /** @type {Watched["shifts"]} */
  const shifts = [];
  Object.assign(globalThis, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, sources } =
        /** @type {{ value: number, sources: { previousRect: DOMRect, currentRect: DOMRect }[] }} */ (
          /** @type {unknown} */ (entry)
        );
      const moved = sources.map(
        ({ previousRect, currentRect }) => `${placeOf(previousRect)} to ${placeOf(currentRect)}`,
      );
      shifts.push({ value, moved });
    }
  }).observe({ type: "layout-shift", buffered: true });

  /** @param {DOMRect} rect */
  function placeOf({ x, y, width, height }) {
    return `${x} ${y} ${width} ${height}`;
  }
}
