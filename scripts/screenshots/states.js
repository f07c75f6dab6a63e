import { imeis } from "../../tests/package/fixtures/requests.js";
import { Reader } from "../../tests/portal/fixtures/reader.js";
import { usualDelivery } from "../../www/sandbox/delivery.js";
import { accountNumber, everyDevice, unreportableDevice } from "../../www/sandbox/known.js";

/**
 * @import { Page } from "playwright-core"
 * @import { startServices } from "../../tests/portal/fixtures/services.js"
 */

const sites = ["Aachen", "Bonn", "Köln"];
const devices = [...imeis(999), unreportableDevice];
const table = devices.map((imei, at) => `${imei},Van ${at + 1},${sites[at % sites.length]}`);
const wrong = ["4.9E+14,Van 1001,Bonn", "49015420323751,Van 1002,Bonn", "490154203237519,Van 1003,Bonn"];

/**
 * @typedef {object} Scene
 * @property {Page} page
 * @property {Reader} reader who uses it
 * @property {Awaited<ReturnType<typeof startServices>>} services
 * @property {(state: string) => Promise<void>} take takes a picture of the state
 */

/**
 * Brings the portal into one state after the other.
 *
 * @param {Page} page
 * @param {Scene["services"]} services
 * @param {Scene["take"]} take
 */
export async function visitStates(page, services, take) {
  const scene = { page, reader: new Reader(page), services, take };
  await askForReport(scene);
  await waitForReport(scene);
  await readReport(scene);
  await meetFailures(scene);
}

/** @param {Scene} scene */
async function askForReport({ page, reader, services, take }) {
  await page.goto(services.url);
  await reader.sees(/There are none yet|have answered/);
  await take("ask");

  await reader.submit();
  await reader.sees("There is a problem");
  await take("problem");

  await page.reload();
  await reader.fillAccount(accountNumber);
  await page.getByLabel("Every device of the account").check();
  await reader.submit();
  await reader.sees("Confirm that the report should cover every device of the account.");
  await take("whole-account");

  await page.reload();
  await reader.fillAccount(accountNumber);
  await reader.button("Last 30 days").click();
  await reader.drop("fleet.csv", ["IMEI,Name,Site", ...table, ...wrong, table[0]].join("\n"));
  await reader.sees("3 wrong · 1 repeated");
  await page.evaluate(() => scrollTo(0, 0));
  await take("review");

  await reader.button("Leave out the 3 wrong").click();
  await reader.sees("0 wrong · 1 repeated");
  await reader.button("Leave out the 1 repeated").click();
  await reader.sees("1,000 devices ready");
  await page.getByText("The exact request").click();
  await reader.sees(/curl/);
  await take("preview");
  await page.getByText("The exact request").click();
}

/** @param {Scene} scene */
async function waitForReport({ page, reader, services, take }) {
  const { sandbox } = services;
  sandbox.delivery = { ...usualDelivery, devicesPerCallback: 10, silent: 0.3 };
  sandbox.failNext({ kind: "too_many_requests", retryAfter: 5, on: "/aggregate" });
  await reader.submit();
  await reader.sees(/busy/);
  await take("sending");

  await reader.seesHeadline("700 of 1,000 devices have answered");
  await reader.sees("Van 1");
  await take("live");

  const [txid = ""] = reader.txids();
  await sandbox.allDelivered();
  await services.goDown();
  await reader.sees(/Connection lost\. Reconnecting/);
  await take("reconnecting");

  await services.comeBack();
  await services.answerRest(txid, devices);
  await reader.seesHeadline("All 1,000 devices have answered");
  await reader.sees("✓ Nothing more is waited for");
  // The last figures are drawn a little later.
  await page.locator("[part=tiles]").getByText("Silent", { exact: true }).waitFor();
  await page.locator("#rows").getByText("Waiting").first().waitFor({ state: "detached" });
  await take("report");

  await page.goBack();
  await reader.outcome().getByText("The report is queued").waitFor();
  await take("queued");
  await page.goForward();
  await reader.seesHeadline("All 1,000 devices have answered");
  await reader.sees("✓ Nothing more is waited for");
}

/** @param {Scene} scene */
async function readReport({ page, reader, services, take }) {
  await reader.button("Pages of 100").click();
  await page.getByLabel("Group by").selectOption("Site");
  const earlier = devices.slice(0, 900).map((imei, at) => `${imei},${at * 1_000_000}`);
  const buffer = Buffer.from(["imei,bytesTransferred", ...earlier].join("\n"));
  await page.locator("#file").setInputFiles({ name: "earlier.csv", mimeType: "text/csv", buffer });
  await page.locator("#compared").filter({ hasText: "900" }).waitFor();
  await page.getByText("The figures", { exact: true }).click();
  await page.getByRole("button", { name: "No bytes", exact: true }).click();
  await take("compared");

  await page.goto(`${services.url}/#/`);
  await reader.sees(/Complete: 1,000 of 1,000/);
  await take("recent");

  await page.route("**/api/reports?*", (route) => route.abort());
  await page.reload();
  await reader.sees("The server cannot be reached now.");
  await take("server-down");
  await page.unroute("**/api/reports?*");
  await page.reload();
}

/** @param {Scene} scene */
async function meetFailures(scene) {
  const { page, reader, services, take } = scene;
  const { sandbox } = services;
  await reader.fillAccount(accountNumber);
  await reader.devices().fill("990000000004038");
  await reader.submit();
  await reader.sees("This report is not allowed");
  await take("refused");

  await page.goto(`${services.url}/#/reports/nothing-of-the-kind`);
  await reader.sees(/There is no such report/);
  await take("unknown");

  sandbox.delivery = { ...usualDelivery, fault: true };
  await ask(scene, devices.slice(0, 3));
  await reader.sees("ThingSpace sent a fault instead of a report");
  await take("fault");

  sandbox.delivery = { ...usualDelivery };
  await page.goto(services.url);
  await reader.fillAccount(accountNumber);
  await page.getByLabel("Every device of the account").check();
  await page.getByLabel("Yes, report on every device of this account").check();
  await reader.submit();
  await reader.seesHeadline(`${everyDevice.length} devices have answered`);
  await take("live-whole-account");

  const [txid = ""] = reader.txids();
  await page.route(`**/api/reports/${txid}`, (route) => route.fulfill({ status: 401 }));
  await page.reload();
  await reader.sees("You are not signed in any more. Sign in, then resume.");
  await take("signed-out");

  sandbox.delivery = { ...usualDelivery, devicesPerCallback: 10, silent: 0.037 };
  await page.goto(services.url);
  await reader.fillAccount(accountNumber);
  await reader.button("Last 30 days").click();
  await reader.drop("fleet.csv", ["IMEI,Name,Site", ...table].join("\n"));
  await reader.sees("1,000 devices ready");
  await reader.submit();
  await reader.seesHeadline("963 of 1,000 devices have answered");
  await settle(page, services.url, reader.txids()[0] ?? "");
  await page.reload();
  await reader.sees("37 devices have not answered.");
  await reader.sees("Ask again for these 37");
  await page.getByRole("button", { name: "Silent 37" }).click();
  await reader.sees("37 devices shown");
  await take("settled");

  sandbox.delivery = { ...usualDelivery, silent: 1 };
  await ask(scene, devices.slice(0, 3));
  await reader.seesHeadline("0 of 3 devices have answered");
  await settle(page, services.url, reader.txids()[0] ?? "");
  await page.reload();
  await reader.seesHeadline("No device has answered");
  await take("empty");

  await ask(scene, devices.slice(0, 3));
  await reader.seesHeadline("0 of 3 devices have answered");
  // A new connection would bring the server's time, by which nothing has been silent for long.
  await page.route("**/api/reports/*", () => {});
  await page.clock.setFixedTime(Date.now() + 300_000);
  await reader.sees(/Nothing has arrived for/);
  await take("silent");
}

/** @param {Scene} scene @param {readonly string[]} imeis */
async function ask({ page, reader, services }, imeis) {
  await page.goto(services.url);
  await reader.fillAccount(accountNumber);
  await reader.devices().fill(imeis.join("\n"));
  await reader.submit();
}

/**
 * Shows a report as it is ten minutes on, in which nothing has come: the worker has a clock of its own.
 *
 * @param {Page} page
 * @param {string} origin of the worker
 * @param {string} txid
 */
async function settle(page, origin, txid) {
  const { devices: all, ...report } = await (await fetch(`${origin}/api/reports/${txid}?limit=1000`)).json();
  const settled = { ...report, state: "settled", settledAt: (report.lastMessageAt ?? report.openedAt) + 600_000 };
  const state = (/** @type {string} */ now) => (now === "waiting" ? "silent" : now);
  const then = all.map((/** @type {{ state: string }} */ device) => ({ ...device, state: state(device.state) }));
  const body = Object.entries({ report: settled, devices: then, end: settled })
    .map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    .join("");
  await page.route(`**/api/reports/${txid}`, (route) => route.fulfill({ contentType: "text/event-stream", body }));
}
