import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { usualDelivery } from "../../www/sandbox/delivery.js";
import { accountNumber, everyDevice, refusedDevices } from "../../www/sandbox/known.js";
import { withoutChromium } from "../package/fixtures/chromium.js";
import { imeis } from "../package/fixtures/requests.js";
import { becomes } from "../runtimes/fixtures/becomes.js";
import { Portal } from "./fixtures/portal.js";

const [first = "", second = ""] = imeis(2);
const notCertified = "990000000004038";

const safe = "Nothing was queued: it is safe to submit again.";
const unsure =
  "The report may be queued all the same: wait for its callbacks before you submit again, or it may be made twice.";

/** What the form says of each documented refusal, in the order of {@link refusedDevices}. */
const refusals = [
  `ThingSpace refused the request Correct what it names. ${unsure}`,
  `This report is not allowed Check that the devices are certified, and that you may see this account. ${safe}`,
  `ThingSpace did not find it Check the account number, and that the devices are active. ${safe}`,
  `ThingSpace reports a conflict Check that the account has bought the service. ${safe}`,
  `ThingSpace failed If this continues, tell whoever runs this page. ${unsure}`,
];

describe("asking, in the portal", { skip: withoutChromium }, () => {
  const portal = Portal.forSuite();

  /** Submits, and waits until the form says what became of it. @param {string} words */
  async function isTold(words) {
    await portal.reader.submit();
    const [title = ""] = words.split(/ (?=[A-Z])/);
    await portal.reader.outcome().getByRole("heading", { name: title, exact: true }).waitFor();
    await becomes(async () => (await portal.reader.outcome().locator("h2, p").allTextContents()).join(" "), words);
  }

  it("tells each documented error in words", async () => {
    const { reader, services } = portal;
    await reader.fillAccount(accountNumber);
    for (const [at, device] of [...refusedDevices.keys()].entries()) {
      await reader.devices().fill(`${first}\n${device}`);
      await reader.sees("2 devices ready");
      await isTold(refusals[at] ?? "");
    }
    await reader.isAccessible("refused");

    services.sandbox.failNext({ kind: "too_many_requests", retryAfter: 600, on: "/aggregate" });
    await isTold(
      "ThingSpace accepts no more requests for now Wait a while before you submit again. ThingSpace asks you to wait for 10 minutes. " +
        safe,
    );
    services.sandbox.failNext({ kind: "html_502", on: "/aggregate" });
    await isTold(`ThingSpace failed If this continues, tell whoever runs this page. ${unsure}`);
    const unauthorized = /** @type {const} */ ({ kind: "reply", status: 401, on: "/aggregate" });
    services.sandbox.failNext(unauthorized, unauthorized);
    await isTold(`This server could not submit the report Tell whoever runs this page. ${safe}`);
  });

  it("tells in words what goes wrong on the way to the server", async () => {
    const { reader, way } = portal;
    await reader.fillAccount(accountNumber);
    await reader.devices().fill(first);
    await reader.sees("1 device ready");
    way.become("signed out");
    await isTold(`You are not signed in Sign in, then submit again. ${safe}`);
    await reader.isAccessible("signed out");
    way.become("sign-in");
    await isTold(`You may not be signed in any more Sign in in another window, then submit again. ${unsure}`);
    way.become("another's");
    await isTold(`There was no receipt Tell whoever runs this page. ${unsure}`);
    way.become("broken");
    await isTold(`The connection failed Check your network. ${unsure}`);
    way.become("open");
    assert.deepEqual(portal.bodies(), []);
    await reader.submit();
    await reader.seesHeadline("The device has answered");
  });

  it("tells in words that there was no answer in time", async () => {
    const { reader, way } = portal;
    await reader.page.clock.install();
    await reader.fillAccount(accountNumber);
    await reader.devices().fill(first);
    await reader.sees("1 device ready");
    way.become("silent");
    await reader.submit();
    await reader.passesTime(31_000, reader.outcome().getByText("There was no answer in time"));
    await reader.outcome().getByText(unsure).waitFor();
  });

  it("waits while ThingSpace is busy, and can be cancelled", async () => {
    const { reader, services } = portal;
    services.sandbox.failNext({ kind: "too_many_requests", retryAfter: 30, on: "/aggregate" });
    await reader.fillAccount(accountNumber);
    await reader.devices().fill(first);
    await reader.submit();
    await reader.sees(/busy/);
    await reader.isAccessible("sending");
    await reader.button("Cancel").click();
    await reader.outcome().getByText("You cancelled the submission").waitFor();
    await reader.outcome().getByText("A request that was sent before cannot be recalled.").waitFor();
  });

  it("does not take away what the reader has turned to meanwhile", async () => {
    const { reader } = portal;
    const { page } = reader;
    const shown = await portal.ask([first]);
    await reader.seesHeadline("The device has answered");
    await page.goBack();
    await reader.button("Another report").click();
    const sent = new Promise((/** @type {(route: import("playwright-core").Route) => void} */ resolve) => {
      page.route("**/aggregate", resolve);
    });
    await reader.devices().fill(second);
    await reader.submit();
    const route = await sent;
    await page.locator(`#recent-list a[href="#/reports/${shown}"]`).click();
    await reader.seesHeadline("The device has answered");
    await route.continue();
    await page.locator("usage-request > a[slot=outcome]").waitFor({ state: "attached" });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    assert.deepEqual(reader.txids(), [shown]);
    await page.goBack();
    await reader.outcome().getByText("The report is queued").waitFor();
    await page.getByRole("link", { name: "See the report", exact: true }).click();
    await reader.seesHeadline("The device has answered");
    assert.notDeepEqual(reader.txids(), [shown]);
  });

  it("asks for a whole account once that is confirmed, and counts what comes", async () => {
    const { reader } = portal;
    await reader.fillAccount(accountNumber);
    await reader.page.getByLabel("Every device of the account").check();
    await reader.submit();
    await reader.sees("Confirm that the report should cover every device of the account.");
    await reader.isAccessible("whole account");
    assert.deepEqual(portal.bodies(), []);
    await reader.page.getByLabel("Yes, report on every device of this account").check();
    await reader.submit();
    await reader.seesHeadline(`${everyDevice.length} devices have answered`);
    await reader.sees("It is not known how many devices the account has.");
    await becomes(() => reader.page.locator("usage-report progress").getAttribute("value"), null);
    await reader.isAccessible("live, of a whole account");
    assert.deepEqual(portal.bodies(), [{ accountNumber, imei: "0" }]);
  });

  it("takes check digits that do not fit all the way to the report", async () => {
    const { reader } = portal;
    await reader.fillAccount(accountNumber);
    await reader.devices().fill(`${first} # Van A\n490154203237519 # Van B`);
    await reader.sees("1 wrong · 0 repeated");
    await reader.page.getByLabel("Accept a wrong check digit").check();
    await reader.sees("2 devices ready");
    await reader.submit();
    await reader.seesHeadline("All 2 devices have answered");
    await reader.sees("Van B");
  });

  it("shows the reports of a fleet as one, and lists it as one", async () => {
    const { reader, services, way } = portal;
    services.sandbox.delivery = { ...usualDelivery, devicesPerCallback: 500, repeated: 0 };
    const devices = imeis(10_001);
    await reader.fillAccount(accountNumber);
    await reader.drop("fleet.csv", `IMEI,Name\n${devices.map((imei, at) => `${imei},Van ${at}`).join("\n")}`);
    await reader.sees("10,001 devices ready");
    await reader.submit();
    await reader.seesHeadline("All 10,001 devices have answered");
    const txids = reader.txids();
    assert.equal(txids.length, 2);
    await reader.sees(/^Report [0-9a-f-]{36}, and 1 more as one$/);

    await reader.page.getByRole("link", { name: /Request another report/ }).click();
    const row = reader.page.getByRole("link", { name: /Complete: 10,001 of 10,001 devices have answered/ });
    await row.filter({ hasText: "2 reports as one" }).click();
    await reader.seesHeadline("All 10,001 devices have answered");
    assert.deepEqual(reader.txids(), txids);
    // A fleet that was asked for in another browser.
    await reader.page.evaluate(() => localStorage.clear());
    await reader.page.getByRole("link", { name: /Request another report/ }).click();
    for (const txid of txids) await reader.page.locator(`#recent-list a[href="#/reports/${txid}"]`).waitFor();

    for (const txid of txids) {
      await reader.page.goto(`${way.url}/#/reports/${txid}`);
      await reader.sees(`Report ${txid}`);
      await reader.page.locator("usage-report #groups").waitFor();
    }
  });

  it("lists reports and keeps columns although it can remember no fleet", async () => {
    const { reader, services } = portal;
    services.sandbox.delivery = { ...usualDelivery, devicesPerCallback: 1_000, repeated: 0 };
    const most = await reader.page.evaluate(() => {
      localStorage.fleets = "{";
      // As full as it gets.
      for (let size = 2 ** 23; size >= 1; size /= 2) {
        try {
          localStorage.full = (localStorage.full ?? "") + "x".repeat(size);
        } catch {
          // Half as much may still fit.
        }
      }
      return localStorage.full.length;
    });
    assert.ok(most > 1_000_000);
    const lines = imeis(10_001).map((imei, at) => `${imei},Van ${at}`);
    await reader.fillAccount(accountNumber);
    await reader.drop("fleet.csv", `IMEI,Name\n${lines.join("\n")}`);
    await reader.sees("10,001 devices ready");
    await reader.submit();
    await reader.seesHeadline("All 10,001 devices have answered");
    await reader.page
      .getByRole("cell", { name: /^Van \d+$/ })
      .first()
      .waitFor();
    const txids = reader.txids();
    await reader.page.getByRole("link", { name: /Request another report/ }).click();
    for (const txid of txids) await reader.page.locator(`#recent-list a[href="#/reports/${txid}"]`).waitFor();
  });

  it("leads to what is queued of a fleet, and adds what is sent again", async () => {
    const { reader, services } = portal;
    services.sandbox.delivery = { ...usualDelivery, devicesPerCallback: 1_000, repeated: 0 };
    const devices = imeis(20_001);
    const last = devices[20_000] ?? "";
    const lines = [...devices.slice(0, 20_000), notCertified, last].map((imei, at) => `${imei},Van ${at}`);
    await reader.fillAccount(accountNumber);
    await reader.drop("fleet.csv", `IMEI,Name\n${lines.join("\n")}`);
    await reader.sees("20,002 devices ready");
    await reader.submit();
    await reader.outcome().getByText("This report is not allowed").waitFor();
    await reader.outcome().getByText("2 reports, which belong together:").waitFor();
    await reader.isAccessible("a fleet in part");
    const rowOf = (/** @type {RegExp} */ devices) =>
      reader.page.locator("#recent-list").getByRole("link", { name: devices });
    await rowOf(/20,000 devices/)
      .filter({ hasText: "2 reports as one" })
      .waitFor();
    await reader.page.getByRole("link", { name: "See these 2 reports as one" }).click();
    await reader.seesHeadline("All 20,000 devices have answered");
    const txids = reader.txids();
    assert.equal(txids.length, 2);

    await reader.page.goBack();
    await reader.button("Keep only these 2 devices in the form").click();
    await reader.sees("2 devices ready");
    await reader.devices().fill(last);
    await reader.submit();
    await reader.outcome().getByText("3 reports, which belong together:").waitFor();
    await reader.button("Keep only this device in the form").waitFor();
    await reader.page.getByRole("link", { name: "See these 3 reports as one" }).click();
    await reader.seesHeadline("All 20,001 devices have answered");
    assert.deepEqual(reader.txids().slice(0, 2), txids);
    await reader.sees("✓ Nothing more is waited for");
    await reader.page.getByLabel("Find").fill("van 20001");
    await reader.sees("1 device shown");
    await reader.seesDevices(last);
    await reader.page.getByRole("link", { name: /Request another report/ }).click();
    await rowOf(/20,001 of 20,001 devices .* 3 reports as one/).waitFor();

    await reader.devices().fill(second);
    await reader.submit();
    await reader.seesHeadline("The device has answered");
    await reader.page.goBack();
    await reader.outcome().getByText("The report is queued").waitFor();
    await reader.page.getByRole("link", { name: "See the report", exact: true }).click();
    await reader.seesHeadline("The device has answered");
  });
});
