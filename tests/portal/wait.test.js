import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { usualDelivery } from "../../www/sandbox/delivery.js";
import { withoutChromium } from "../package/fixtures/chromium.js";
import { imeis } from "../package/fixtures/requests.js";
import { getsFocus } from "../runtimes/fixtures/becomes.js";
import { Portal } from "./fixtures/portal.js";
import { Reader } from "./fixtures/reader.js";

const [first = "", second = ""] = imeis(2);
const devices = [first, second];

describe("waiting, in the portal", { skip: withoutChromium }, () => {
  const portal = Portal.forSuite();

  /** Asks for two devices, one of which answers. @returns {Promise<string>} the transaction id */
  async function askForTwo() {
    portal.services.sandbox.delivery = { ...usualDelivery, silent: 0.5 };
    const txid = await portal.ask(devices);
    await portal.reader.seesHeadline("1 of 2 devices have answered");
    await portal.services.sandbox.allDelivered();
    return txid;
  }

  const toTheList = () => portal.reader.page.getByRole("link", { name: /Request another report/ }).click();

  it("says plainly when nothing comes, and takes what comes late", async () => {
    const { reader, services, way } = portal;
    services.sandbox.delivery = { ...usualDelivery, silent: 1 };
    const txid = await portal.ask(devices);
    await reader.seesHeadline("0 of 2 devices have answered");
    // A new connection would bring the server's time, by which nothing has been silent for long.
    way.become("silent");
    await reader.page.clock.setFixedTime(Date.now() + 300_000);
    await reader.sees(/Nothing has arrived for .* check that the account’s callbacks are sent to this server/);
    await reader.isAccessible("silent");
    way.become("open");
    // So late that the page makes a new connection.
    await reader.page.clock.setFixedTime(Date.now() + 600_000);
    await services.answerRest(txid, devices);
    await reader.seesHeadline("All 2 devices have answered");
  });

  it("says so when ThingSpace sends a fault in place of the report", async () => {
    const { reader, services } = portal;
    services.sandbox.delivery = { ...usualDelivery, fault: true };
    const txid = await portal.ask(devices);
    await reader.sees(/ThingSpace sent a fault instead of a report: .*The report could not be made/);
    await reader.isAccessible("fault");
    await toTheList();
    const row = reader.page.locator(`a[href="#/reports/${txid}"]`);
    await row.filter({ hasText: "0 of 2 devices have answered. ThingSpace sent a fault" }).waitFor();
  });

  it("goes on when the server was down, and is back with what it had kept", async () => {
    const { reader, services } = portal;
    const txid = await askForTwo();
    await services.goDown();
    try {
      await reader.sees(/Connection lost\. Reconnecting/);
      await toTheList();
      await reader.sees("The server cannot be reached now.");
      await reader.isAccessible("server down");
      await reader.page.goBack();
    } finally {
      await services.comeBack();
    }
    await reader.sees("● Connected");
    await services.answerRest(txid, devices);
    await reader.seesHeadline("All 2 devices have answered");
    await toTheList();
    await reader.page.locator(`a[href="#/reports/${txid}"]`).filter({ hasText: "Complete: 2 of 2 devices" }).waitFor();
    await reader.page.locator("#recent-state:empty").waitFor({ state: "attached" });
  });

  it("gives up after a while, and resumes when it is told to", async () => {
    const { reader, services, way } = portal;
    await reader.page.clock.install();
    const txid = await askForTwo();
    way.become("broken");
    await reader.sees(/Connection lost\. Reconnecting/);
    await reader.isAccessible("reconnecting");
    await reader.passesTime(31_000, reader.page.getByText("✕ Not connected"));
    await reader.sees("The server could not be reached for a while. Check your network, then resume.");
    await reader.isAccessible("given up");
    way.become("open");
    await services.answerRest(txid, devices);
    await reader.button("Resume").click();
    await reader.seesHeadline("All 2 devices have answered");
    await reader.sees("✓ Nothing more is waited for");
  });

  it("finds after a sleep that its connection is dead, and reads on", async () => {
    const { reader, services, way } = portal;
    await reader.page.clock.install();
    const txid = await askForTwo();
    await reader.sees("● Connected");
    way.become("silent");
    way.become("open");
    await services.answerRest(txid, devices);
    await reader.page.clock.fastForward(30_000);
    assert.match((await reader.headline().textContent()) ?? "", /^1 of 2/, "half a minute of silence is nothing");
    await reader.page.clock.fastForward(8 * 60 * 60_000);
    await reader.seesHeadline("All 2 devices have answered");
    await reader.sees("✓ Nothing more is waited for");
  });

  for (const state of /** @type {const} */ (["signed out", "sign-in"])) {
    it(`says that nobody is signed in any more: ${state}`, async () => {
      const { reader, services, way } = portal;
      const txid = await askForTwo();
      way.become(state);
      await reader.sees("You are not signed in any more. Sign in, then resume.");
      await reader.isAccessible(state);
      await toTheList();
      await reader.sees("You are not signed in any more. Load the page again to sign in.");
      way.become("open");
      await reader.page.goBack();
      await services.answerRest(txid, devices);
      await reader.seesHeadline("All 2 devices have answered");
    });
  }

  it("lists reports as they come in, without taking the focus, and several may come at a time", async () => {
    const { reader, services } = portal;
    const one = await askForTwo();
    await reader.sees("You may leave this page: that does not cancel the report.");
    await reader.page.goBack();
    await reader.button("Another report").click();
    const other = await askForTwo();
    assert.notEqual(one, other);
    const another = new Reader(await reader.page.context().newPage());
    await another.page.goto(`${portal.way.url}/#/reports/${one}`);
    await another.seesHeadline("1 of 2 devices have answered");

    await toTheList();
    const rowOf = (/** @type {string} */ txid) => reader.page.locator(`a[href="#/reports/${txid}"]`);
    await rowOf(other).filter({ hasText: "Arriving: 1 of 2 devices have answered" }).waitFor();
    await rowOf(one).filter({ hasText: "Arriving: 1 of 2 devices have answered" }).focus();
    await services.answerRest(one, devices);
    await another.seesHeadline("All 2 devices have answered");
    await rowOf(one).filter({ hasText: "Complete: 2 of 2 devices have answered" }).waitFor();
    await getsFocus(rowOf(one));
    await rowOf(other).filter({ hasText: "Arriving" }).click();
    await reader.seesHeadline("1 of 2 devices have answered");
  });
});
