import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { usualDelivery } from "../../www/sandbox/delivery.js";
import { accountNumber } from "../../www/sandbox/known.js";
import { usageOf } from "../../www/sandbox/usage.js";
import { withoutChromium } from "../package/fixtures/chromium.js";
import { imeis } from "../package/fixtures/requests.js";
import { Portal } from "./fixtures/portal.js";

/** Milliseconds that a report of so many devices may take, on a busy machine as well. */
const PATIENCE = 300_000;

const devices = imeis(100_000);
const sites = ["Aachen", "Bonn", "Köln", "Trier"];

describe("100,000 devices, in the portal", { skip: withoutChromium }, () => {
  const portal = Portal.forSuite();

  it("come out of a CSV, are asked for as a fleet, and go into one with what was reported", async () => {
    const { reader, services } = portal;
    reader.page.setDefaultTimeout(PATIENCE);
    services.sandbox.delivery = {
      ...usualDelivery,
      devicesPerCallback: 1_000,
      repeated: 0,
      atOnce: 1,
      patience: PATIENCE,
    };
    const lines = devices.map((imei, at) => `Van ${at};${imei};"${sites[at % sites.length]}"`);
    await reader.fillAccount(accountNumber);
    await reader.choose("fleet.csv", `Name;IMEI;Site\r\n${lines.join("\r\n")}\r\n`);
    await reader.sees("100,000 devices ready");
    await reader.sees("Kept in this browser for the report: Name, Site.");
    await reader.submit();
    await reader.seesHeadline("All 100,000 devices have answered");
    await reader.sees("✓ Nothing more is waited for");
    assert.equal(reader.txids().length, 10);
    assert.doesNotMatch(
      JSON.stringify(portal.bodies()),
      /Van|Aachen/,
      "columns of the reader's own stay in the browser",
    );

    await reader.page.getByLabel("Find").fill("van 98765");
    await reader.sees("1 device shown");
    await reader.seesDevices(devices[98_765] ?? "");
    await reader.page.getByLabel("Find").fill("");
    const groups = reader.page.locator("usage-report #groups");
    await groups.getByLabel("Group by").selectOption("Site");
    await groups.getByRole("row", { name: /Trier 25,000/ }).waitFor();

    const rows = await reader.savesCsv("CSV of all", [
      "imei",
      "state",
      "numberOfSessions",
      "bytesTransferred",
      "Name",
      "Site",
    ]);
    const wanted = devices.map((imei, at) => {
      const { numberOfSessions, bytesTransferred } = usageOf(imei, { huge: false, revision: 0 });
      return [imei, "reported", numberOfSessions, bytesTransferred, `Van ${at}`, sites[at % sites.length]].join(" ");
    });
    assert.deepEqual(rows, wanted.sort());

    await reader.page.getByRole("link", { name: /Request another report/ }).click();
    await reader.page
      .getByRole("link", { name: /Complete: 100,000 of 100,000 devices .* 10 reports as one/ })
      .waitFor();
  });
});
