import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { usualDelivery } from "../../www/sandbox/delivery.js";
import { accountNumber, refusedDevices, unreportableDevice } from "../../www/sandbox/known.js";
import { usageOf } from "../../www/sandbox/usage.js";
import { secretsOf } from "../end-to-end/fixtures/emissions.js";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { imeis } from "../package/fixtures/requests.js";
import { Reader } from "./fixtures/reader.js";
import { startServices } from "./fixtures/services.js";

/** @import { Browser } from "playwright-core" */

const [first = "", second = ""] = imeis(2);

describe("the portal in Chromium", { skip: withoutChromium }, () => {
  /** @type {Awaited<ReturnType<typeof startServices>>} */
  let services;
  /** @type {Browser} */
  let browser;
  /** @type {Reader} */
  let reader;

  before(async () => {
    services = await startServices();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await services?.close();
  });
  beforeEach(async () => {
    services.sandbox.delivery = { ...usualDelivery };
    services.sandbox.received.splice(0);
    reader = await Reader.start(browser);
    await reader.page.goto(services.url);
  });
  afterEach(async () => {
    await reader.leave();
    const secrets = [...secretsOf(services.sandbox), services.callbackSecret];
    assert.ok(!secrets.some((secret) => reader.traffic.some((text) => text.includes(secret))), "no secret is sent");
  });

  /** Asks for a report on these devices, and waits until it is shown. @param {readonly string[]} devices */
  async function ask(devices) {
    await reader.fillAccount(accountNumber);
    await reader.devices().fill(devices.join("\n"));
    await reader.submit();
    await reader.headline().waitFor();
    return reader.txids()[0] ?? "";
  }

  it("takes 10,000 lines to a report, and the report through a reload to its CSV", async () => {
    const good = [...imeis(9_989), unreportableDevice];
    const wrong = ["4.9E+14", "49015420323751", "490154203237519", "n/a", "unknown", "12345", "Van 7"];
    const lines = [...good, ...wrong, ...good.slice(0, 3)];
    services.sandbox.delivery = { ...usualDelivery, devicesPerCallback: 100, silent: 0.4 };

    await reader.fillAccount(accountNumber);
    await reader.paste(lines.join("\n"));
    await reader.sees("7 wrong · 3 repeated");
    await reader.isAccessible("review");
    await reader.button("Leave out the 7 wrong").click();
    await reader.button("Leave out the 3 repeated").click();
    await reader.sees("9,990 devices ready");
    assert.ok(!reader.loaded.some((path) => path.includes("report-view")), "the report is loaded after a receipt");
    await reader.submit();

    await reader.seesHeadline("5,994 of 9,990 devices have answered");
    await reader.sees("● Connected");
    await reader.isAccessible("live");
    await reader.page.reload();
    await reader.seesHeadline("5,994 of 9,990 devices have answered");
    const [txid = ""] = reader.txids();
    await services.sandbox.allDelivered();
    await services.answerRest(txid, good);
    await reader.seesHeadline("All 9,990 devices have answered");
    await reader.sees("✓ Nothing more is waited for");
    await reader.isAccessible("report");

    const usage = good.slice(0, -1).map((imei) => usageOf(imei, { huge: false, revision: 0 }));
    const largest = usage.reduce((most, device) => (device.bytesTransferred > most.bytesTransferred ? device : most));
    await reader.page.locator("usage-report thead").getByRole("button", { name: "Data" }).click();
    await reader.cells(1).filter({ hasText: largest.imei }).waitFor();
    assert.equal(await reader.cells(1).first().textContent(), largest.imei);
    await reader.page.getByLabel("Find").fill(good[777] ?? "");
    await reader.sees("1 device shown");
    assert.deepEqual(await reader.cells(1).allTextContents(), [good[777]]);
    await reader.page.getByLabel("Find").fill("");
    await reader.page.getByRole("button", { name: "Errors 1" }).click();
    await reader.sees("1 device shown");
    assert.deepEqual(await reader.cells(1).allTextContents(), [unreportableDevice]);

    const saved = reader.page.waitForEvent("download");
    await reader.button("CSV of all").click();
    const csv = await readFile(await (await saved).path(), "utf8");
    const [header, ...rows] = csv
      .replace("\uFEFF", "")
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(","));
    const columns = ["imei", "state", "numberOfSessions", "bytesTransferred"].map(
      (name) => header?.indexOf(name) ?? -1,
    );
    const got = rows
      .map((cells) => columns.map((column) => cells[column]?.replace(/^"\t(.*)"$/, "$1")).join(" "))
      .sort();
    const wanted = usage.map((device) =>
      [device.imei, "reported", device.numberOfSessions, device.bytesTransferred].join(" "),
    );
    assert.deepEqual(got, [...wanted, `${unreportableDevice} failed  `].sort());

    await reader.page.getByRole("link", { name: /Ask for another report/ }).click();
    await reader.page
      .getByRole("link", { name: /Complete: 9,990 of 9,990 devices have answered, 1 with an error/ })
      .click();
    await reader.seesHeadline("All 9,990 devices have answered");
    assert.deepEqual(reader.txids(), [txid]);
  });

  it("says what is wrong before anything is sent, in the title as well", async () => {
    await reader.isAccessible("ask");
    await reader.devices().fill("490154203237519");
    await reader.submit();
    await reader.sees("There is a problem");
    assert.equal(await reader.page.title(), "Error: Usage reports");
    await reader.isAccessible("problem");
    await reader.fillAccount(accountNumber);
    await reader.devices().fill(first);
    await reader.submit();
    await reader.seesHeadline("The device has answered");
    assert.match(await reader.page.title(), /^Report [0-9a-f-]{36} · Usage reports$/);
    await reader.page.goBack();
    await reader.page.getByText("The report is queued").waitFor();
    assert.equal(await reader.page.title(), "Usage reports");
    await reader.page.goForward();
    await reader.seesHeadline("The device has answered");
  });

  it("tells each documented error in words", async () => {
    const told = [];
    for (const [device] of refusedDevices) {
      await reader.fillAccount(accountNumber);
      await reader.devices().fill(`${first}\n${device}`);
      await reader.submit();
      await reader.outcome().waitFor();
      told.push((await reader.outcome().locator("h2, p").allTextContents()).join(" "));
      await reader.page.reload();
    }
    const safe = "Nothing was queued: it is safe to submit again.";
    const unsure =
      "The report may be queued all the same: wait for its callbacks before you submit again, or it may be made twice.";
    assert.deepEqual(told, [
      `ThingSpace refused the request Correct what it names. ${unsure}`,
      `This report is not allowed Check that the devices are certified, and that you may see this account. ${safe}`,
      `ThingSpace did not find it Check the account number, and that the devices are active. ${safe}`,
      `ThingSpace reports a conflict Check that the account has bought the service. ${safe}`,
      `ThingSpace failed If it stays so, tell whoever runs this page. ${unsure}`,
    ]);
  });

  it("waits while ThingSpace is busy, and can be cancelled", async () => {
    services.sandbox.failNext({ kind: "too_many_requests", retryAfter: 30, on: "/aggregate" });
    await reader.fillAccount(accountNumber);
    await reader.devices().fill(first);
    await reader.submit();
    await reader.sees(/busy/);
    await reader.button("Cancel").click();
    await reader.outcome().getByText("You cancelled the submission").waitFor();
  });

  it("says plainly when nothing comes, and takes what comes late", async () => {
    services.sandbox.delivery = { ...usualDelivery, silent: 1 };
    const txid = await ask([first, second]);
    await reader.seesHeadline("0 of 2 devices have answered");
    await reader.page.clock.setFixedTime(Date.now() + 300_000);
    await reader.sees(/Nothing has come for .* check that the account’s callbacks are sent to this server/);
    await services.answerRest(txid, [first, second]);
    await reader.seesHeadline("All 2 devices have answered");
  });

  it("says so while the server is down, and goes on when it is back", async () => {
    services.sandbox.delivery = { ...usualDelivery, silent: 0.5 };
    const txid = await ask([first, second]);
    await reader.seesHeadline("1 of 2 devices have answered");
    await services.sandbox.allDelivered();
    await services.goDown();
    try {
      await reader.sees(/Connection lost\. Reconnecting/);
      await reader.page.getByRole("link", { name: /Ask for another report/ }).click();
      await reader.sees("The server cannot be reached now.");
      await reader.isAccessible("server down");
      await reader.fillAccount(accountNumber);
      await reader.page.goBack();
    } finally {
      await services.comeBack();
    }
    await reader.sees("● Connected");
    await services.answerRest(txid, [first, second]);
    await reader.seesHeadline("All 2 devices have answered");
    await reader.page.getByRole("link", { name: /Ask for another report/ }).click();
    await reader.page
      .getByRole("link", { name: /Complete: 2 of 2 devices have answered/ })
      .first()
      .waitFor();
    await reader.page.locator("#recent-state:empty").waitFor({ state: "attached" });
  });

  it("keeps columns of the reader's in this browser, and brings them along when asked again", async () => {
    services.sandbox.delivery = { ...usualDelivery, silent: 0.5 };
    await reader.fillAccount(accountNumber);
    await reader.page.getByLabel("Start date").fill("2026-05-01");
    await reader.page.getByLabel("End date").fill("2026-05-31");
    await reader.drop("fleet.csv", `Name;IMEI;Site\nVan "A";${first};Bonn\nVan B;${unreportableDevice};"Köln, Süd"\n`);
    await reader.sees("2 devices ready");
    await reader.submit();
    await reader.seesHeadline("1 of 2 devices have answered");
    const [txid = ""] = reader.txids();
    await services.sandbox.allDelivered();
    await services.fail(txid, [first, unreportableDevice]);
    await reader.seesHeadline("All 2 devices have answered");
    await reader.page.reload();
    await reader.sees("Köln, Süd");
    assert.equal(await reader.page.evaluate(() => localStorage.length), 0);
    assert.ok(!reader.page.url().includes(first));

    await reader.page.getByRole("button", { name: "Ask again for these 2" }).click();
    await reader.sees("2 devices ready");
    await reader.sees("Kept in this browser for the report: Name, Site.");
    assert.equal(await reader.page.getByLabel("Account number").inputValue(), accountNumber);
    assert.equal(await reader.page.getByLabel("Start date").inputValue(), "2026-05-01");
    assert.ok(await reader.page.locator("#new-title").evaluate((title) => title.matches(":focus")));
    await reader.submit();
    await reader.sees('Van "A"');
    assert.notDeepEqual(reader.txids(), [txid]);
  });

  it("shows the reports of a fleet as one", async () => {
    services.sandbox.delivery = { ...usualDelivery, devicesPerCallback: 500, repeated: 0 };
    const devices = imeis(10_001);
    await reader.fillAccount(accountNumber);
    await reader.drop("fleet.csv", `IMEI,Name\n${devices.map((imei, at) => `${imei},Van ${at}`).join("\n")}`);
    await reader.sees("10,001 devices ready");
    await reader.submit();
    await reader.seesHeadline("All 10,001 devices have answered");
    assert.equal(reader.txids().length, 2);
    await reader.sees(/^Report [0-9a-f-]{36}, and 1 more as one$/);
    const [, last = ""] = reader.txids();
    await reader.page.goto(`${services.url}/#/reports/${last}`);
    await reader.sees(`Report ${last}`);
    await reader.page.locator("usage-report #groups").waitFor();
  });

  it("refreshes the list of recent reports without taking the focus", async () => {
    services.sandbox.delivery = { ...usualDelivery, silent: 0.5 };
    const txid = await ask([first, second]);
    await reader.seesHeadline("1 of 2 devices have answered");
    await services.sandbox.allDelivered();
    await reader.page.goBack();
    const link = reader.page.locator(`a[href="#/reports/${txid}"]`);
    await link.filter({ hasText: "Arriving: 1 of 2 devices have answered" }).focus();
    await services.answerRest(txid, [first, second]);
    await link.filter({ hasText: "Complete: 2 of 2 devices have answered" }).waitFor();
    assert.ok(await link.evaluate((found) => found.matches(":focus")));
  });

  it("can be used with the keyboard alone", async () => {
    const { keyboard } = reader.page;
    await reader.page.getByLabel("Account number").focus();
    await keyboard.type(accountNumber);
    const tabTo = async (/** @type {string} */ name) => {
      // More than the page has places: what is drawn anew meanwhile may take the focus along, and Tab begins again.
      for (let presses = 0; presses < 240; presses++) {
        await keyboard.press("Tab");
        const found = await reader.page.evaluate(() => {
          let focused = document.activeElement;
          while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
          const { labels } = /** @type {HTMLInputElement} */ (focused ?? {});
          return (labels?.[0] ?? focused)?.textContent;
        });
        if (found === name) return;
      }
      assert.fail(`Tab does not lead to “${name}”.`);
    };
    await tabTo("IMEIs");
    await keyboard.type(`${first}\n${second}`);
    await reader.sees("2 devices ready");
    await tabTo("Submit report");
    await keyboard.press("Enter");
    await reader.seesHeadline("All 2 devices have answered");
    assert.ok(await reader.page.locator("#report-title").evaluate((title) => title.matches(":focus")));
    // What is still being drawn moves what Tab leads to.
    await reader.page.locator("usage-report").getByRole("button", { name: "Data" }).waitFor();
    await tabTo("Data");
    await keyboard.press("Enter");
    await reader.page.locator('usage-report th[aria-sort="descending"]').waitFor();
  });

  it("fits a screen of 320 pixels, light and dark", async () => {
    const small = await Reader.start(browser, { viewport: { width: 320, height: 640 }, colorScheme: "dark" });
    const fits = async (/** @type {string} */ state) => {
      assert.equal(await small.page.evaluate(() => document.documentElement.scrollWidth), 320, state);
      await small.isAccessible(`${state}, dark`);
    };
    await small.page.goto(services.url);
    await small.fillAccount(accountNumber);
    await small.drop("fleet.csv", `IMEI,Name\n${first},Van A\n4.9E+14,Van B\n49015420323751,Van C\n${first},Van A\n`);
    await small.sees("2 wrong · 1 repeated");
    await fits("review");
    await small.button("Leave out the 2 wrong").click();
    await small.button("Leave out the 1 repeated").click();
    await small.submit();
    await small.seesHeadline("The device has answered");
    await fits("report");
    await small.leave();
  });

  it("says what it needs where there is no JavaScript", async () => {
    const without = await Reader.start(browser, { javaScriptEnabled: false });
    await without.page.goto(services.url);
    await without.page.locator("noscript p").waitFor();
    assert.match((await without.page.locator("noscript p").textContent()) ?? "", /Please switch JavaScript on/);
    await without.leave();
  });

  it("says what a wrong address is", async () => {
    await reader.page.goto(`${services.url}/#/reports/nothing-of-the-kind`);
    await reader.sees(/There is no such report/);
    await reader.isAccessible("unknown report");
  });
});
