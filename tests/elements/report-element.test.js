import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { becomes } from "../runtimes/fixtures/becomes.js";
import { startReportGateway } from "./fixtures/report-gateway.js";

/** @import { Browser, Page } from "playwright-core" */

/** @param {number} index */
const imei = (index) => `4901542${String(index).padStart(8, "0")}`;

/** @param {number} length */
const imeis = (length) => Array.from({ length }, (_, index) => imei(index));

/** @param {number} index */
const reported = (index) => ({
  imei: imei(index),
  numberOfSessions: 1 + (index % 7),
  bytesTransferred: index % 10 === 0 ? 0 : index * index * 1000,
});

/** @param {number} index */
const failed = (index) => ({
  imei: imei(index),
  error: { errorMessage: "The device is not active", errorCode: "NOT_ACTIVE", httpStatusCode: "404" },
});

/** @param {number} from @param {number} to */
const range = (from, to) => Array.from({ length: to - from }, (_, index) => from + index);

/** The devices of a CSV. @param {string} csv */
const imeisIn = (csv) => Array.from(csv.matchAll(/^"\t(\d{15})"/gm), ([, imei]) => imei).sort();

describe("<usage-report> in Chromium", { skip: withoutChromium }, () => {
  /** @type {Awaited<ReturnType<typeof startReportGateway>>} */
  let gateway;
  /** @type {Browser} */
  let browser;
  /** @type {Page} */
  let page;
  /** @type {string[]} */
  let complaints;

  before(async () => {
    gateway = await startReportGateway();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });
  beforeEach(async () => {
    complaints = [];
    gateway.broken.status = undefined;
    gateway.clock.behind = 0;
    gateway.asked.splice(0);
    await start("en-GB");
  });
  afterEach(async () => {
    assert.deepEqual(complaints, []);
    assert.deepEqual(await page.evaluate("refused"), []);
    await page.context().close();
  });

  /** @param {string} locale */
  async function start(locale) {
    const context = await browser.newContext({ locale, timezoneId: "Europe/Berlin", acceptDownloads: true });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on("pageerror", (error) => complaints.push(error.message));
  }

  /** Each test has its own. */
  let txid = "";
  let count = 0;

  /** @param {number | null} devices @param {number} [settleAfter] */
  async function open(devices, settleAfter = 600_000) {
    txid = `report-${++count}`;
    await gateway.open(txid, devices === null ? null : imeis(devices), settleAfter);
  }

  /** @param {number} from @param {number} to */
  const answer = (from, to) => gateway.answer(txid, range(from, to).map(reported));

  /** @param {string} [query] */
  const visit = (query = txid) => page.goto(`${gateway.origin}/report.html?txids=${query}`);

  /** @param {string | RegExp} text */
  const shows = (text) => page.getByText(text).first().waitFor();

  /** @param {string} name */
  const press = (name) => page.getByRole("button", { name, exact: true }).click();

  /** @param {string} imei */
  const firstIs = (imei) => page.locator("[part=table] tbody tr:first-child td:first-child").getByText(imei).waitFor();

  async function accessible() {
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
      [],
    );
  }

  /** A settled report of 200 devices: 20 moved nothing, 5 failed, 5 are silent. */
  async function visitSettled(query = "") {
    await open(200, 1_000);
    await answer(0, 190);
    await gateway.answer(txid, range(190, 195).map(failed));
    await visit(`${txid}${query}`);
    await shows("Nothing more is waited for");
    await shows("195 of 200 devices have answered");
    await page.locator("[data-state=silent]").first().waitFor();
  }

  it("waits, fills up while devices answer, and ends", async () => {
    await open(1000);
    await visit();
    await shows("0 of 1,000 devices have answered");
    await shows("● Connected");
    assert.deepEqual(gateway.asked, [`/api/reports/${txid}`], "asked for once");
    await accessible();
    await answer(0, 600);
    await shows("600 of 1,000 devices have answered");
    await accessible();
    await answer(600, 1000);
    await shows("All 1,000 devices have answered");
    await shows("Nothing more is waited for");
    await accessible();
    await becomes(() => page.getByRole("status").first().textContent(), "All 1,000 devices have answered");
    const bytes = range(0, 1000).reduce((sum, index) => sum + (index % 10 === 0 ? 0 : index * index * 1000), 0);
    const tiles = page.locator("[part=tiles] dd");
    await tiles
      .first()
      .filter({ hasText: /^1,000$/ })
      .waitFor();
    await tiles.filter({ hasText: new RegExp(`^${bytes.toLocaleString("en-GB")} bytes$`) }).waitFor();
  });

  it("says how far it is, for how long, and of when it is, in UTC and in the reader's time", async () => {
    await open(200);
    await answer(0, 190);
    await gateway.answer(txid, range(190, 195).map(failed));
    await visit();
    await shows("195 of 200 devices have answered");
    const answered = range(0, 190).map(reported);
    const bytes = answered.map(({ bytesTransferred }) => bytesTransferred).sort((one, other) => one - other);
    const sum = (/** @type {readonly number[]} */ numbers) => numbers.reduce((total, each) => total + each, 0);
    const exact = (/** @type {number} */ number) => `${number.toLocaleString("en-GB")} bytes`;
    const tiles = () =>
      page
        .locator("[part=tile]")
        .evaluateAll((all) => all.map((tile) => [...tile.children].map(({ textContent }) => textContent)));
    await becomes(tiles, [
      ["Reported", "190", ""],
      ["Still to answer", "5", ""],
      ["Failed", "5", ""],
      ["Data", "2.06 GB", exact(sum(bytes))],
      ["Sessions", String(sum(answered.map(({ numberOfSessions }) => numberOfSessions))), ""],
      ["Median of a device", "7.14 MB", exact(((bytes[94] ?? 0) + (bytes[95] ?? 0)) / 2)],
    ]);
    await page
      .locator("#last")
      .getByText(/^Last answer \d+ s ago$/)
      .waitFor();
    await page.locator("#facts").getByText("Account").waitFor();
    const facts = (await page.locator("#facts").textContent()) ?? "";
    const [, utc = "", here = ""] =
      facts.match(/^Account 0000123456-00001 · 2026-05-01 to 2026-05-31, UTC · asked (.+) UTC \((.+) CES?T\)$/) ?? [];
    assert.notEqual(utc, "", facts);
    const hours = (Date.parse(`${here} UTC`) - Date.parse(`${utc} UTC`)) / 3_600_000;
    assert.ok(hours === 1 || hours === 2, facts);
  });

  it("writes figures as the reader does, in readable units and exactly", async () => {
    for (const [locale, headline, cells] of /** @type {const} */ ([
      ["en-GB", "All 1,000 devices have answered", ["998 MB", "998,001,000"]],
      ["de-DE", "All 1.000 devices have answered", ["998 MB", "998.001.000"]],
    ])) {
      await page.context().close();
      await start(locale);
      await open(1_000);
      await answer(0, 1_000);
      await visit();
      await shows(headline);
      await shows("Nothing more is waited for");
      await press("Data");
      await firstIs(imei(999));
      const row = page.locator("#rows tr:first-child td");
      await becomes(async () => (await row.allTextContents()).slice(3, 5), [...cells]);
      await page.getByLabel("Find").fill(imei(1));
      await firstIs(imei(1));
      await page.getByLabel("Find").fill(imei(111));
      await firstIs(imei(111));
      await becomes(() => row.nth(3).textContent(), locale === "de-DE" ? "12,3 MB" : "12.3 MB");
    }
  });

  /** Notes what a screen reader says from now on. */
  async function listen() {
    await page
      .getByRole("status")
      .first()
      .evaluate((region) => {
        /** @type {string[]} */
        const heard = [];
        Object.assign(globalThis, { heard });
        new MutationObserver(() => heard.push(region.textContent ?? "")).observe(region, { childList: true });
      });
  }

  it("tells screen readers of each quarter, and of the end, and of nothing in between", async () => {
    await page.clock.install();
    await open(1_000);
    await visit();
    await shows("0 of 1,000 devices have answered");
    await listen();
    for (let answered = 0; answered < 1_000; answered += 50) {
      await answer(answered, answered + 50);
      await page.clock.fastForward(11_000);
      await shows(answered === 950 ? "All 1,000 devices" : `${answered + 50} of 1,000 devices`);
    }
    await becomes(
      () => page.evaluate("heard"),
      [
        "250 of 1,000 devices have answered",
        "500 of 1,000 devices have answered",
        "750 of 1,000 devices have answered",
        "All 1,000 devices have answered",
      ],
    );
  });

  it("tells screen readers of progress at most every ten seconds", async () => {
    await open(1_000);
    await visit();
    await shows("0 of 1,000 devices have answered");
    await page.evaluate(() => {
      let now = performance.now() + 60_000;
      performance.now = () => now;
      const pass = (/** @type {number} */ milliseconds) => {
        now += milliseconds;
      };
      Object.assign(globalThis, { pass });
    });
    await listen();
    await answer(0, 250);
    await shows("250 of 1,000 devices have answered");
    await page.evaluate("pass(9_999)");
    await answer(250, 500);
    await shows("500 of 1,000 devices have answered");
    await page.evaluate("pass(1)");
    await answer(500, 750);
    await shows("750 of 1,000 devices have answered");
    assert.deepEqual(await page.evaluate("heard"), [
      "250 of 1,000 devices have answered",
      "750 of 1,000 devices have answered",
    ]);
  });

  it("shows the 20 devices with the most data, the most first, with bars as long as that is much", async () => {
    await visitSettled();
    const largest = page.locator("#largest li");
    const wanted = range(0, 190)
      .filter((index) => index % 10 !== 0)
      .reverse()
      .slice(0, 20);
    await becomes(async () => (await largest.allTextContents()).map((text) => text.slice(0, 15)), wanted.map(imei));
    await becomes(() => largest.first().textContent(), `${imei(189)}35.7 MB`);
    const widths = await page
      .locator("#largest .bar")
      .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
    for (const [at, index] of wanted.entries()) {
      const share = (widths[at] ?? 0) / (widths[0] ?? 0);
      assert.ok(Math.abs(share - (index / 189) ** 2) < 0.01, `${imei(index)}: ${share}`);
    }
  });

  it("filters by the part of the distribution that is clicked, or chosen by keyboard", async () => {
    await visitSettled();
    await page.getByText("The figures").focus();
    await page.keyboard.press("Enter");
    await page.locator("#bins").getByText("5 MB to 10 MB").waitFor();
    const names = await page.locator("#bins button").allTextContents();
    const counts = await page.locator("#bins .number").allTextContents();
    assert.equal(counts.length, names.length);
    const place = names.indexOf("5 MB to 10 MB");
    const inside = range(0, 190).filter((index) => index % 10 && index ** 2 >= 5_000 && index ** 2 < 10_000);
    assert.equal(counts[place], String(inside.length));

    const width = await page.locator("svg").evaluate(({ clientWidth }) => clientWidth);
    const x = (width * (place + 0.5)) / names.length;
    await page.locator("svg").click({ position: { x, y: 3 } });
    await shows(`${inside.length} devices shown`);
    await firstIs(imei(71));
    await page.locator("#rows").getByText(imei(19)).waitFor({ state: "detached" });
    await becomes(async () => {
      const shown = (await page.locator("#rows td:first-child").allTextContents()).toSorted();
      return shown.length > 0 && shown.every((found, at) => found === imei(inside[at] ?? -1));
    }, true);
    await press("5 MB to 10 MB ✕");
    await shows("200 devices shown");

    await page.getByText("The figures").focus();
    for (let presses = 0; presses <= place; presses++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await shows(`${inside.length} devices shown`);
    await page.locator('#bins button:focus-visible[aria-pressed="true"]').getByText("5 MB to 10 MB").waitFor();
    await becomes(() => page.locator("svg .picked").count(), 1);
  });

  it("is read with the keyboard alone, and shows where that is", async () => {
    await visitSettled();
    await page.locator("#headline").focus();
    /** @param {string} name @param {"Tab" | "Shift+Tab"} [key] */
    const moveTo = async (name, key = "Tab") => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press(key);
        const { found, outline } = await page.locator("usage-report").evaluate(({ shadowRoot }) => {
          const focused = /** @type {HTMLInputElement | null} */ (shadowRoot?.activeElement);
          if (!focused) return { found: "", outline: "" };
          const found = focused.ariaLabel ?? focused.labels?.[0]?.textContent ?? focused.textContent;
          return { found: found?.trim(), outline: getComputedStyle(focused).outlineStyle };
        });
        if (found) assert.equal(outline, "solid", `the focus can be seen on ${found}`);
        if (found === name) return;
      }
      assert.fail(`${key} does not lead to “${name}”.`);
    };
    await moveTo("No bytes 19");
    await page.keyboard.press("Enter");
    await shows("19 devices shown");
    await moveTo("Find");
    await page.keyboard.type("0170");
    await shows("1 device shown");
    await moveTo("CSV of what is shown");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.deepEqual(imeisIn(await readFile(await download.path(), "utf8")), [imei(170)]);
    await moveTo("Find", "Shift+Tab");
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await moveTo("All 200", "Shift+Tab");
    await page.keyboard.press("Enter");
    await shows("200 devices shown");
    await moveTo("Devices");
    await page.keyboard.press("End");
    await page.locator("#rows").getByText(imei(194)).waitFor();
    await moveTo("Pages of 100", "Shift+Tab");
    await page.keyboard.press("Enter");
    await moveTo("Next");
    await page.keyboard.press("Enter");
    await shows("Page 2 of 2");
    await moveTo("Ask again for these 5");
    await page.keyboard.press("Enter");
    await becomes(() => page.evaluate("askedAgain"), [range(190, 195).map(imei)]);
  });

  it("shows a whole account as a count, and devices that nobody had named", async () => {
    await open(null, 60_000);
    await answer(0, 10);
    await visit();
    await shows("It is not known how many devices the account has");
    await answer(10, 30);
    await shows("30 devices have answered");
    await becomes(() => page.locator("progress").getAttribute("value"), null);
    assert.equal(await page.getByText("not asked for").count(), 0);
    // It is told once more of a device, two minutes later by the inbox's clock: by then the report has settled.
    gateway.clock.behind = -120_000;
    await answer(29, 30);
    await shows("so no more are expected");
    await accessible();
  });

  it("says so when nothing comes, and when nothing came", async () => {
    gateway.clock.behind = 120_000;
    await open(10);
    await visit();
    await shows("Nothing has arrived for");
    await open(10, 1_000);
    await visit();
    await shows("No device has answered");
    await accessible();
  });

  for (const hours of [-5, 5]) {
    it(`goes by the server's clock where the user's is ${hours} hours ahead`, async () => {
      await page.addInitScript((ahead) => {
        const { now } = Date;
        Date.now = () => now() + ahead;
      }, hours * 3_600_000);
      gateway.clock.behind = 90_000;
      await open(3);
      await answer(0, 1);
      await visit();
      await shows("1 of 3 devices have answered");
      // On a slow machine it takes a while until that is seen.
      await shows(/^Last answer (9\d s|1[01]\d s|[23] minutes) ago$/);
      await shows(/^Nothing has arrived for (9\d s|1[01]\d s|[23] minutes)\./);
    });
  }

  it("says what a refusal means, and takes it up again", async () => {
    txid = "unknown";
    await visit();
    await shows("There is no such report");
    await accessible();
    const parts = page.locator("[part=tiles], [part=largest], [part=tools], [part=table]");
    await becomes(() => parts.filter({ visible: true }).count(), 0, "nothing is shown of a report that is not there");
    await gateway.open("unknown", imeis(3), 600_000);
    await press("Resume");
    await shows("0 of 3 devices have answered");
    for (const part of await parts.all()) await part.waitFor();
    gateway.broken.status = 401;
    gateway.cut();
    await shows("You are not signed in any more");
    await accessible();
  });

  it("reads on where it was when the gateway comes back", async () => {
    await open(600);
    await answer(0, 300);
    await visit();
    await shows("300 of 600 devices have answered");
    // Until it has read all of them, it would read on from an earlier place.
    await shows("600 devices shown");
    gateway.broken.status = 502;
    gateway.cut();
    await shows("Connection lost. Reconnecting");
    await answer(300, 400);
    gateway.broken.status = undefined;
    await shows("400 of 600 devices have answered");
    await shows("● Connected");
    assert.equal(gateway.asked.at(-1), `/api/reports/${txid}?since=900`);
    await page.reload();
    await shows("400 of 600 devices have answered");
  });

  it("stops reading once it is taken out of the page, and reads anew when it is put back", async () => {
    await open(3);
    await visit();
    await shows("0 of 3 devices have answered");
    const stopped = page.waitForEvent("requestfailed", (request) => request.url().endsWith(`/api/reports/${txid}`));
    const report = await page.locator("usage-report").elementHandle();
    await report?.evaluate((element) => element.remove());
    await stopped;
    const { length } = gateway.asked;
    await answer(0, 3);
    assert.equal(gateway.asked.length, length);
    await page.evaluate((element) => document.querySelector("main")?.append(element ?? ""), report);
    await shows("All 3 devices have answered");
  });

  it("shows several reports as one", async () => {
    await open(20);
    const first = txid;
    await answer(0, 20);
    await open(1);
    await visit(`${first}%20${txid}`);
    await shows("20 of 21 devices have answered");
    await answer(0, 1);
    await shows("All 21 devices have answered");
    assert.equal(gateway.asked[0], "/api/reports/read-together");
  });

  it("shows who is silent in a report of a fleet that has settled, while the others are waited for", async () => {
    await open(3, 60_000);
    const settling = txid;
    await gateway.open("still-waiting", [imei(3), imei(4)], 600_000);
    await visit(`${settling}%20still-waiting`);
    const states = async (/** @type {string} */ state) =>
      (await page.locator(`#rows [data-state=${state}] td:first-child`).allTextContents()).toSorted();
    await page.locator("#rows [data-state=waiting]").nth(4).waitFor();
    // The message comes in two minutes, by the inbox's clock: by then the report has settled, and it stays so.
    gateway.clock.behind = -120_000;
    await gateway.answer(settling, [reported(0)]);
    await becomes(() => states("silent"), [imei(1), imei(2)]);
    await becomes(() => states("waiting"), [imei(3), imei(4)]);
    await shows("1 of 5 devices have answered");
    await shows("● Connected");
    gateway.clock.behind = 0;
    await gateway.answer(settling, [reported(1)]);
    await shows("2 of 5 devices have answered");
    await page.locator("#rows [data-state=reported]").nth(1).waitFor();
    await becomes(() => states("silent"), [imei(2)]);
  });

  it("filters, by state, by the distribution, and by what is looked for", async () => {
    await visitSettled();
    await press("Silent 5");
    await shows("5 devices shown");
    await firstIs(imei(195));
    await press("Errors 5");
    await firstIs(imei(190));
    await press("No bytes 19");
    await shows("19 devices shown");
    await press("All 200");
    await page.getByText("The figures").click();
    await press("No bytes");
    await shows("19 devices shown");
    await accessible();
    await press("No bytes ✕");
    await shows("200 devices shown");
    await page.locator("svg").click({ position: { x: 3, y: 100 } });
    await shows("19 devices shown");
    await press("No bytes ✕");
    await page.getByLabel("Find").fill("0117");
    await shows("1 device shown");
    await page.getByLabel("Find").evaluate(
      (field, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text", text);
        field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      },
      `${imei(3)}\n${imei(4)}\n999999999999999`,
    );
    await shows("2 devices shown, 1 not in this report");
  });

  it("sorts both ways, by keyboard, and says so", async () => {
    await visitSettled();
    await page.getByRole("button", { name: "Data", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.locator("th[aria-sort=descending]").waitFor();
    await firstIs(imei(189));
    await page.keyboard.press("Enter");
    await page.locator("th[aria-sort=ascending]").waitFor();
    await firstIs(imei(0));
    await becomes(() => page.locator("th[aria-sort]").count(), 1);
  });

  it("draws a window of the rows, and has pages of them", async () => {
    await visitSettled();
    const table = page.locator("[part=table] table");
    await becomes(() => table.getAttribute("aria-rowcount"), "201");
    assert.ok((await table.locator("tbody tr").count()) < 60);
    await page.locator("[part=table] .scroller").evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await table.getByText(imei(194)).waitFor();
    await table.locator('tbody tr:last-child[aria-rowindex="201"]').waitFor();
    await press("Pages of 100");
    await shows("Page 1 of 2");
    await becomes(() => table.locator("tbody tr").count(), 100);
    await press("Next");
    await shows("Page 2 of 2");
    await firstIs(imei(95));
    await accessible();
  });

  it("leaves the rows where they are while somebody reads", async () => {
    await open(null);
    await answer(0, 50);
    await visit();
    await shows("50 devices have answered");
    await shows("50 devices shown");
    await press("Data");
    await page.locator("th[aria-sort=descending]").waitFor();
    await answer(901, 902);
    await shows("1 new, update order");
    await firstIs(imei(49));
    await press("1 new, update order");
    await page.locator("tbody tr").getByText(imei(901)).waitFor();
    await firstIs(imei(901));
  });

  it("groups failures by reason, and asks again for them and for the silent ones", async () => {
    await visitSettled();
    await shows("5 devices: The device is not active");
    await shows("Check that these devices are active");
    await page.locator("[part=reasons]").getByRole("button").click();
    await page.locator("[part=progress]").getByRole("button", { name: "Ask again for these 5" }).click();
    await becomes(() => page.evaluate("askedAgain"), [range(190, 195).map(imei), range(195, 200).map(imei)]);
  });

  it("shows the reader's own columns, and totals by them", async () => {
    await visitSettled("&columns");
    await page.getByRole("columnheader", { name: "Site" }).first().waitFor();
    const groups = page.locator("[part=groups]");
    // By the column that has groups to show, and not by the first.
    await groups.getByText("Aachen").waitFor();
    await becomes(() => groups.locator("tbody tr").count(), 2);
    const odd = range(0, 190).filter((index) => index % 2 === 1);
    const bytes = odd.reduce((sum, index) => sum + reported(index).bytesTransferred, 0);
    const sessions = odd.reduce((sum, index) => sum + reported(index).numberOfSessions, 0);
    const first = groups.locator("tbody tr").first();
    await becomes(() => first.textContent(), `Aachen10032${sessions}1.14 GB`);
    await becomes(() => first.getAttribute("title"), `${bytes.toLocaleString("en-GB")} bytes`);
    await groups.getByLabel("Group by").selectOption("Name");
    await groups.getByText("Meter 7", { exact: true }).waitFor();
    await page.getByLabel("Find").fill("meter 17");
    await shows("11 devices shown");
    await accessible();
  });

  it("shows markup in names, errors and own columns as what it is, text", async () => {
    const markup = (/** @type {string} */ where) => `<img src=x onerror=alert(1) alt=${where}>`;
    await open(null, 1_000);
    const error = { errorMessage: markup("message"), errorCode: markup("code") };
    const name = markup("imei");
    const answers = [
      { imei: name, numberOfSessions: 1, bytesTransferred: 5 },
      { imei: imei(1), numberOfSessions: markup("figure"), error },
    ];
    await gateway.answer(txid, answers);
    await visit();
    await shows("Nothing more is waited for");
    const columns = { names: [markup("column")], rows: [[name, [markup("cell")]]] };
    await page.locator("usage-report").evaluate(
      (report, { names, rows }) => {
        Object.assign(report, { columns: { names, rows: new Map(rows) } });
      },
      /** @type {{ names: string[], rows: [string, string[]][] }} */ (columns),
    );
    for (const where of ["imei", "message", "column", "cell"]) await shows(markup(where));
    assert.equal(await page.locator("usage-report img").count(), 0);
  });

  it("saves all, shown and failed devices as CSV, and compares with it", async () => {
    await visitSettled();
    /** @param {string} name */
    const save = async (name) => {
      const [download] = await Promise.all([page.waitForEvent("download"), press(name)]);
      return readFile((await download.path()) ?? "", "utf8");
    };
    const all = await save("CSV of all");
    const own = await fetch(`${gateway.origin}/api/reports/${txid}?format=csv`);
    // `text()` takes the byte order mark off.
    assert.equal(all, `\uFEFF${await own.text()}`);
    assert.deepEqual(imeisIn(await save("CSV of failed")), range(190, 195).map(imei));
    await press("No bytes 19");
    await shows("19 devices shown");
    assert.deepEqual(
      imeisIn(await save("CSV of what is shown")),
      range(0, 19).map((index) => imei(10 * index)),
    );

    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press("Compare with an earlier CSV")]);
    await chooser.setFiles({
      name: "may.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(all.replace(/,4000,/, ",1000,")),
    });
    await shows("+3 kB in all, for 190 devices in both; 10 only in this report, 0 only in the earlier one.");
    await press("All 200");
    await press("Change");
    await firstIs(imei(2));
    const cells = page.locator("#rows tr:first-child td");
    await becomes(async () => (await cells.allTextContents()).slice(3, 6), ["4 kB", "4,000", "+3 kB"]);
    await accessible();
  });

  it("leaves room for no more devices than the report has", async () => {
    const height = (/** @type {string} */ selector) =>
      page.locator(selector).evaluate((element) => element.getBoundingClientRect().height);
    await open(3);
    await answer(0, 3);
    await visit();
    await page.locator("#largest li:nth-child(2)").waitFor();
    const row = await height("#largest li:nth-child(2)");
    await becomes(async () => Math.round(await height("#largest")), Math.round(3 * row));
  });

  it("fits a narrow screen, and dark ones", async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await visitSettled("&columns");
    await accessible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
  });
});
