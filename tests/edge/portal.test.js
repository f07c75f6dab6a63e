import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { startEdge } from "../../www/edge/edge.js";
import { accountNumber } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { secretsOf } from "../end-to-end/fixtures/emissions.js";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { bindingsFor, callbackSecret, reportsIn } from "./fixtures/worker.js";

const sandbox = await startSandbox();
const edge = await startEdge({ bindings: bindingsFor(sandbox) });
after(async () => {
  await edge.close();
  await sandbox.close();
});

const imei = "490154203237518";

describe("the portal in Chromium", { skip: withoutChromium }, () => {
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {import("playwright-core").Page} */
  let page;
  /** All that went between page and server. @type {string[]} */
  let traffic;
  /** @type {string[]} */
  let complaints;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    traffic = [];
    complaints = [];
    sandbox.received.splice(0);
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => traffic.push(JSON.stringify(request.headers()) + (request.postData() ?? "")));
    page.on("response", async (response) => {
      const text = await response.text().catch(() => "");
      traffic.push(JSON.stringify(response.headers()) + text);
    });
    await page.goto(edge.url);
  });
  afterEach(async () => {
    assert.deepEqual(complaints, []);
    assert.ok(traffic.length > 3);
    for (const secret of [...secretsOf(sandbox), callbackSecret]) {
      assert.ok(!traffic.some((text) => text.includes(secret)));
    }
    await page.close();
  });

  const submit = () => page.click("#submit");

  /** @param {string} place @param {RegExp} text */
  async function shows(place, text) {
    const found = page.locator(place).filter({ hasText: text });
    await found.waitFor({ state: "visible" }).catch(async () => {
      assert.match((await page.textContent(place)) ?? "", text);
    });
  }

  it("submits a report of the seven fields", async () => {
    await page.fill("#accountNumber", accountNumber);
    await page.fill("#imei", `${imei} # the first\n356938035643809`);
    await page.fill("#startDate", "2026-02-01");
    await page.fill("#endDate", "2026-03-01");
    await page.fill("#deviceGroup", "Véhicules");
    await page.fill("#dataPlan", "Plan");
    await page.check("#noSessionFlag");
    await submit();
    await shows("#outcome", /The report is queued.*[0-9a-f-]{36}.*2 devices/s);
    assert.equal(
      reportsIn(sandbox)[0]?.body.toString(),
      `{"accountNumber":"${accountNumber}","startDate":"2026-02-01","endDate":"2026-03-01",` +
        `"imei":["${imei}","356938035643809"],"deviceGroup":"Véhicules","dataPlan":"Plan","noSessionFlag":"true"}`,
    );
  });

  it("submits a report on every device", async () => {
    await page.fill("#accountNumber", accountNumber);
    await page.check("[name=scope][value=all]");
    await submit();
    await shows("#outcome", /every device of the account/);
    assert.equal(reportsIn(sandbox)[0]?.body.toString(), `{"accountNumber":"${accountNumber}","imei":"0"}`);
  });

  it("says what is wrong while it is typed, at its field, and sends nothing", async () => {
    await page.locator("#imei").pressSequentially("490154203237519");
    await shows("#imei-problem", /Line 1 \(490154203237519\)/);
    assert.equal(await page.textContent("#accountNumber-problem"), "", "nobody has been there yet");
    await page.fill("#imei", imei);
    await page.locator("#imei-problem").filter({ hasNotText: /./ }).waitFor({ state: "attached" });

    await page.fill("#startDate", "2026-03-01");
    await page.fill("#endDate", "2026-02-01");
    await shows("#endDate-problem", /before the start date/);
    await submit();
    await shows("#accountNumber-problem", /./);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "accountNumber");
    assert.equal(sandbox.received.length, 0);
  });

  it("shows what the service refuses, and whether it may be queued", async () => {
    await page.fill("#accountNumber", accountNumber);
    await page.fill("#imei", "990000000004004");
    await submit();
    await shows("#outcome", /Device Not Found, Request will be queued/);
    await shows("#outcome", /may be queued all the same/);
    await page.fill("#imei", "990000000004038");
    await submit();
    await shows("#outcome", /Device Not Certified/);
    await shows("#outcome", /safe to submit again/);
  });

  it("waits when the service is busy, tries again, and can be cancelled", async () => {
    sandbox.failNext({ kind: "too_many_requests", retryAfter: 1, on: "/aggregate" });
    await page.fill("#accountNumber", accountNumber);
    await page.fill("#imei", imei);
    await submit();
    await shows("#progress", /busy/);
    await shows("#outcome", /The report is queued/);

    sandbox.failNext({ kind: "too_many_requests", retryAfter: 30, on: "/aggregate" });
    await submit();
    await shows("#countdown", /In \d+ s/);
    await page.click("#cancel");
    await shows("#outcome", /Cancelled.*safe to submit again/s);
    assert.equal(reportsIn(sandbox).length, 3);
  });
});
