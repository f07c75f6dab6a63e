import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { usualDelivery } from "../../www/sandbox/delivery.js";
import { accountNumber, unreportableDevice } from "../../www/sandbox/known.js";
import { usageOf } from "../../www/sandbox/usage.js";
import { withoutChromium } from "../package/fixtures/chromium.js";
import { imeis } from "../package/fixtures/requests.js";
import { becomes, getsFocus } from "../runtimes/fixtures/becomes.js";
import { usageColumns, usageRows } from "./fixtures/csv-rows.js";
import { Portal } from "./fixtures/portal.js";
import { Reader } from "./fixtures/reader.js";

const [first = "", second = ""] = imeis(2);

describe("the portal in Chromium", { skip: withoutChromium }, () => {
  const portal = Portal.forSuite();

  it("takes 10,000 lines to a report, and the report through a reload to its CSV", async () => {
    const { reader, services } = portal;
    const typed = [...imeis(9_989), unreportableDevice];
    const wrong = ["4.9E+14", "49015420323751", "490154203237519", "n/a", "unknown", "12345", "Van 7"];
    const lines = [...typed, ...wrong, ...typed.slice(0, 3)];
    const good = [...typed, "490154203237518", "356938035643809"];
    services.sandbox.delivery = { ...usualDelivery, devicesPerCallback: 100, silent: 0.4 };

    await reader.fillAccount(accountNumber);
    await reader.paste(lines.join("\n"));
    await reader.sees("7 wrong · 3 repeated");
    await reader.isAccessible("review");
    await reader.page.getByRole("button", { name: "Use 490154203237518, line 9992" }).click();
    await reader.sees("6 wrong · 3 repeated");
    await reader.page.getByLabel("Line 9993", { exact: true }).fill("356938035643809");
    await reader.page.getByRole("button", { name: "Correct, line 9993" }).click();
    await reader.sees("5 wrong · 3 repeated");
    const [saved] = await Promise.all([reader.page.waitForEvent("download"), reader.button("Download all").click()]);
    const toCheck = (await readFile(await saved.path(), "utf8")).trim().split("\r\n");
    assert.deepEqual(
      toCheck.slice(1).map((line) => line.split(",", 2)),
      [
        ["9991", '"4.9E+14"'],
        ["9994", "n/a"],
        ["9995", "unknown"],
        // A tab, so that a spreadsheet keeps the digits.
        ["9996", '"\t12345"'],
        ["9997", '"Van 7"'],
        ...typed.slice(0, 3).map((imei, at) => [String(9998 + at), `"\t${imei}"`]),
      ],
    );
    await reader.button("Leave out the 5 wrong").click();
    await reader.sees("0 wrong · 3 repeated");
    await reader.button("Leave out the 3 repeated").click();
    await reader.sees("9,992 devices ready");
    assert.ok(!reader.loaded.some((path) => path.includes("report-view")), "the report is loaded after a receipt");
    await reader.submit();

    await reader.seesHeadline("5,995 of 9,992 devices have answered");
    await reader.sees("● Connected");
    await reader.isAccessible("live");
    await reader.page.reload();
    await reader.seesHeadline("5,995 of 9,992 devices have answered");
    const [txid = ""] = reader.txids();
    await services.sandbox.allDelivered();
    await services.answerRest(txid, good);
    await reader.seesHeadline("All 9,992 devices have answered");
    await reader.sees("✓ Nothing more is waited for");
    await reader.isAccessible("report");

    const usage = good
      .filter((imei) => imei !== unreportableDevice)
      .map((imei) => usageOf(imei, { huge: false, revision: 0 }));
    const largest = usage.reduce((most, device) => (device.bytesTransferred > most.bytesTransferred ? device : most));
    await reader.page.locator("usage-report thead").getByRole("button", { name: "Data" }).click();
    await reader.cells(1).first().filter({ hasText: largest.imei }).waitFor();
    await reader.page.getByLabel("Find").fill(good[777] ?? "");
    await reader.sees("1 device shown");
    await reader.seesDevices(good[777] ?? "");
    await reader.page.getByLabel("Find").fill("");
    await reader.page.getByRole("button", { name: "Errors 1" }).click();
    await reader.seesDevices(unreportableDevice);
    await reader.sees("1 device shown");

    assert.deepEqual(await reader.savesCsv("CSV of all", usageColumns), usageRows(good));

    await reader.page.getByRole("link", { name: /Request another report/ }).click();
    await reader.page
      .getByRole("link", { name: /Complete: 9,992 of 9,992 devices have answered, 1 with an error/ })
      .click();
    await reader.seesHeadline("All 9,992 devices have answered");
    assert.deepEqual(reader.txids(), [txid]);
  });

  it("says what is wrong before anything is sent, in the title as well", async () => {
    const { reader } = portal;
    await reader.isAccessible("ask");
    await reader.devices().fill("490154203237519");
    await reader.submit();
    await reader.sees("There is a problem");
    await becomes(() => reader.page.title(), "Error: Usage reports");
    await reader.isAccessible("problem");
    await reader.fillAccount(accountNumber);
    await reader.devices().fill(first);
    await reader.submit();
    await reader.seesHeadline("The device has answered");
    await becomes(() => reader.page.title(), `Report ${reader.txids()[0]} · Usage reports`);
    await reader.page.goBack();
    await reader.page.getByText("The report is queued").waitFor();
    await becomes(() => reader.page.title(), "Usage reports");
    await reader.page.goForward();
    await reader.seesHeadline("The device has answered");
  });

  it("keeps columns of the reader's in this browser, and brings them along when asked again", async () => {
    const { reader, services } = portal;
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
    await becomes(() => reader.page.getByLabel("Account number").inputValue(), accountNumber);
    await becomes(() => reader.page.getByLabel("Start date").inputValue(), "2026-05-01");
    await getsFocus(reader.page.locator("#new-title"));
    await reader.submit();
    await reader.sees('Van "A"');
    assert.notDeepEqual(reader.txids(), [txid]);
  });

  it("can be used with the keyboard alone", async () => {
    const { reader } = portal;
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
    await getsFocus(reader.page.locator("#report-title"));
    // What is still being drawn moves what Tab leads to.
    await reader.page.locator("usage-report").getByRole("button", { name: "Data" }).waitFor();
    await tabTo("Data");
    await keyboard.press("Enter");
    await reader.page.locator('usage-report th[aria-sort="descending"]').waitFor();
  });

  it("fits a screen of 320 pixels, light and dark", async () => {
    const small = await Reader.start(portal.browser, { viewport: { width: 320, height: 640 }, colorScheme: "dark" });
    const fits = async (/** @type {string} */ state) => {
      assert.equal(await small.page.evaluate(() => document.documentElement.scrollWidth), 320, state);
      await small.isAccessible(`${state}, dark`);
    };
    await small.page.goto(portal.way.url);
    await small.fillAccount(accountNumber);
    await small.drop("fleet.csv", `IMEI,Name\n${first},Van A\n4.9E+14,Van B\n49015420323751,Van C\n${first},Van A\n`);
    await small.sees("2 wrong · 1 repeated");
    await fits("review");
    await small.button("Leave out the 2 wrong").click();
    await small.sees("0 wrong · 1 repeated");
    await small.button("Leave out the 1 repeated").click();
    await small.sees("1 device ready");
    await small.submit();
    await small.seesHeadline("The device has answered");
    await fits("report");
    await small.leave();
  });

  it("writes numbers and dates as the reader's languages do, not as the browser's own", async () => {
    const { reader } = portal;
    await reader.page.addInitScript(() => {
      Object.defineProperty(navigator, "languages", { value: ["de-DE", "en-US"] });
    });
    await reader.page.reload();
    assert.equal(await reader.page.evaluate("new Intl.NumberFormat().format(1000)"), "1,000");
    await portal.ask(imeis(1000));
    await reader.seesHeadline("All 1.000 devices have answered");
    await reader.page.goBack();
    const row = reader.page.locator("#recent-list a").first();
    await row.getByText("Complete: 1.000 of 1.000 devices have answered").waitFor();
    assert.match((await row.locator(".when").textContent()) ?? "", /^\d+\. \p{L}+\.? \d{4}, \d\d:\d\d /u);
  });

  it("says what it needs where there is no JavaScript", async () => {
    const without = await Reader.start(portal.browser, { javaScriptEnabled: false });
    await without.page.goto(portal.way.url);
    await without.page.locator("noscript p").waitFor();
    assert.match((await without.page.locator("noscript p").textContent()) ?? "", /Please enable JavaScript/);
    await without.leave();
  });

  it("says what a wrong address is", async () => {
    const { reader, way } = portal;
    await reader.page.goto(`${way.url}/#/reports/nothing-of-the-kind`);
    await reader.sees(/There is no such report/);
    await reader.isAccessible("unknown report");
  });
});
