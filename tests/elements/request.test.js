import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { accountNumber } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { imeis } from "../package/fixtures/requests.js";
import { becomes, getsFocus } from "../runtimes/fixtures/becomes.js";
import { startGateway } from "./fixtures/gateway.js";

/**
 * @import { Browser, BrowserContext, Page } from "playwright-core"
 * @import { UsageRequest } from "../../pkg-template/elements.js"
 */
/** @typedef {{ type: string, receipts?: { txid: string, devices: number }[], error?: string } & Record<string, unknown>} Told */

const sandbox = await startSandbox();
const gateway = await startGateway(sandbox);
after(async () => {
  await gateway.close();
  await sandbox.close();
});

const [first = "", second = ""] = imeis(2);
const wrong = "490154203237519";
const notCertified = "990000000004038";

/** A line of a table. @param {string} imei @param {number} index */
const named = (imei, index) => `${imei},Van ${index}`;

describe("<usage-request> in Chromium", { skip: withoutChromium }, () => {
  /** @type {Browser} */
  let browser;
  /** @type {BrowserContext} */
  let context;
  /** @type {Page} */
  let page;
  /** @type {string[]} */
  let errors;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());
  beforeEach(() => open());
  afterEach(async () => {
    const violations = await page.evaluate("violations");
    assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
    await context.close();
  });

  /** @param {import("playwright-core").BrowserContextOptions} [options] */
  async function open(options) {
    errors = [];
    sandbox.received.splice(0);
    context = await browser.newContext({ locale: "en-US", viewport: { width: 800, height: 900 }, ...options });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`${gateway.origin}/request.html`);
  }

  const button = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name });
  const submit = () => button("Submit report").click();
  const told = () => page.evaluate(() => /** @type {{ told: Told[] }} */ (/** @type {unknown} */ (globalThis)).told);
  /** Waits until the form has told the page of this: it does so once the outcome is shown. @param {string} type */
  const tells = (type) => becomes(async () => (await told()).at(-1)?.type, type);
  /** Waits until it has told the page of reports on so many devices. @param {...number} counts */
  const tellsOfReports = (...counts) =>
    becomes(async () => (await told()).at(-1)?.receipts?.map(({ devices }) => devices), counts);
  const devices = () => page.getByLabel("IMEIs");
  const outcome = () => page.getByRole("region", { name: "Outcome" });
  const summary = () => page.getByText("There is a problem").locator("..");
  const says = (/** @type {string | RegExp} */ text) => page.getByText(text).first().waitFor();
  const bodies = () => sandbox.received.map(({ body }) => JSON.parse(body.toString()));

  /** @param {string} text */
  async function paste(text) {
    await devices().evaluate((field, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      const init = { clipboardData, bubbles: true, cancelable: true, composed: true };
      if (field.dispatchEvent(new ClipboardEvent("paste", init))) throw new Error("the form left it to the browser");
    }, text);
  }

  /**
   * @param {string} name
   * @param {string | Uint8Array} content
   */
  async function drop(name, content) {
    const bytes = typeof content === "string" ? content : [...content];
    await page.locator("[part=drop-zone]").evaluate(
      (zone, dropped) => {
        const part = typeof dropped.bytes === "string" ? dropped.bytes : Uint8Array.from(dropped.bytes);
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([part], dropped.name));
        zone.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      },
      { name, bytes },
    );
  }

  /**
   * What a button has the browser save.
   *
   * @param {string} name
   */
  async function saved(name) {
    const [file] = await Promise.all([page.waitForEvent("download"), button(name).click()]);
    const text = await readFile(await file.path(), "utf8");
    return { name: file.suggestedFilename(), lines: text.trimEnd().split("\r\n") };
  }

  async function hasNoFinding() {
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]),
      [],
    );
  }

  it("submits a report of the seven fields, and tells the page", async () => {
    await devices().fill(`${first} # the first\n${second}`);
    await page.getByLabel("Start date").fill("2026-02-01");
    await page.getByLabel("End date").fill("2026-03-01");
    await says(/1 February\s*–\s*1 March 2026, days in UTC, 28 days apart/);
    await page.getByText("Only some devices").click();
    await page.getByLabel("Device group").fill("Véhicules");
    await page.getByLabel("Data plan").fill("Plan");
    await page.getByLabel("Only devices that had no session").check();
    await says("2 devices ready");
    await submit();
    await outcome().getByText("The report is queued").waitFor();
    await getsFocus(outcome(), "the outcome is focused");
    const request = {
      accountNumber,
      startDate: "2026-02-01",
      endDate: "2026-03-01",
      deviceGroup: "Véhicules",
      dataPlan: "Plan",
    };
    assert.deepEqual(bodies(), [{ ...request, imei: [first, second], noSessionFlag: "true" }]);
    await tells("usage-request-queued");
    const [problems, queued, ...others] = await told();
    assert.deepEqual([problems, others], [{ type: "usage-request-problems", count: 0 }, []]);
    assert.equal(queued?.type, "usage-request-queued");
    assert.deepEqual(queued?.request, { ...request, noSessionFlag: true });
    assert.equal(queued?.receipts?.[0]?.devices, 2);
    await outcome()
      .getByText(queued?.receipts?.[0]?.txid ?? "none")
      .waitFor();
    await hasNoFinding();

    await button("Another report").click();
    await becomes(() => devices().inputValue(), "");
    await becomes(() => page.getByLabel("Account number").inputValue(), accountNumber);
    await says("No devices ready");
  });

  it("sends once, however often it is submitted before it is on its way", async () => {
    await devices().fill(first);
    await page.locator("form").evaluate((form) => {
      for (let presses = 0; presses < 3; presses++) /** @type {HTMLFormElement} */ (form).requestSubmit();
    });
    await outcome().getByText("The report is queued").waitFor();
    // What came too often would be on its way by now: the answer to a last one comes after those before it.
    await button("Another report").click();
    await devices().fill(second);
    await submit();
    await outcome().getByText("The report is queued").waitFor();
    assert.deepEqual(
      bodies().map(({ imei }) => imei),
      [first, second],
    );
  });

  it("has a key of its own for each report, wherever the gateway is", async () => {
    /** @type {(string | undefined)[]} */
    const keys = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/aggregate")) keys.push(request.headers()["idempotency-key"]);
    });
    for (const base of ["/api", `${gateway.origin}/api`]) {
      await page.locator("usage-request").evaluate((form, url) => form.setAttribute("base-url", url), base);
      await devices().fill(first);
      await submit();
      await outcome().getByText("The report is queued").waitFor();
      await button("Another report").click();
    }
    assert.match(keys.join(), /^"[0-9a-f]{32}","[0-9a-f]{32}"$/);
    assert.equal(new Set(keys).size, 2);
  });

  it("keeps the account and the comments that were typed", async () => {
    await page.evaluate(() => document.querySelector("usage-request")?.removeAttribute("account-number"));
    await page.getByLabel("Account number").fill(accountNumber);
    await devices().fill(`${first} # Van A, Bonn\n${wrong} # Van B\n${second}`);
    await says("Kept in this browser for the report: Comment.");
    await button(`Leave out, line 2`).click();
    await says("2 devices ready");
    await becomes(() => devices().inputValue(), `${first} # Van A, Bonn\n${second}`);
    await submit();
    await outcome().getByText("The report is queued").waitFor();
    assert.deepEqual(bodies(), [{ accountNumber, imei: [first, second] }]);
    await tells("usage-request-queued");
    assert.deepEqual((await told()).at(-1)?.columns, { names: ["Comment"], devices: 1, first: ["Van A, Bonn"] });
    await button("Another report").click();
    await becomes(() => page.getByLabel("Account number").inputValue(), accountNumber);
    await becomes(() => devices().inputValue(), "");
  });

  it("takes IMEIs whose check digit does not fit once that is said", async () => {
    const other = page.getByLabel("Accept a wrong check digit");
    await devices().fill(first);
    await says("1 device ready");
    await other.waitFor({ state: "hidden" });
    await devices().fill(`${first}\n${wrong}`);
    await says("1 device ready, 1 line to check");
    await other.check();
    await says("2 devices ready");
    await hasNoFinding();
    await page.getByText("The exact request").click();
    await says(`"imei":["${first}","${wrong}"]`);
    await submit();
    await outcome().getByText("The report is queued").waitFor();
    assert.deepEqual(bodies(), [{ accountNumber, imei: [first, wrong] }]);
    await other.uncheck();
    await says("1 device ready, 1 line to check");
    await page.evaluate(() => {
      const form = /** @type {UsageRequest} */ (document.querySelector("usage-request"));
      if (!form.checkDigit) throw new Error("the reader has chosen otherwise");
      form.checkDigit = false;
    });
    await says("2 devices ready");
    assert.ok(await other.isChecked());
  });

  it("asks for the whole account only when that is confirmed", async () => {
    await page.getByLabel("Every device of the account").check();
    await submit();
    await summary().getByText("Confirm that the report should cover every device").click();
    const sure = page.getByLabel("Yes, report on every device of this account");
    await getsFocus(sure);
    await hasNoFinding();
    await sure.check();
    await submit();
    await outcome().getByText("every device of the account").waitFor();
    assert.deepEqual(bodies(), [{ accountNumber, imei: "0" }]);
    await tells("usage-request-queued");
    const { receipts } = (await told()).at(-1) ?? {};
    assert.equal(receipts?.[0]?.devices, 0);
  });

  it("says what is wrong while it is typed, sums it up when it is submitted, and sends nothing", async () => {
    await page.getByLabel("Account number").fill("");
    await devices().pressSequentially(wrong);
    await says("The check digit at the end is wrong");
    await page.getByLabel("Start date").fill("2026-03-01");
    await page.getByLabel("End date").fill("2026-02-01");
    await says(/before the start date/);
    await submit();
    await summary().waitFor();
    await getsFocus(summary());
    await becomes(
      () => summary().getByRole("link").allTextContents(),
      [
        "Enter the account number.",
        "The end date is before the start date: swap them, or correct one.",
        "1 line is wrong: correct or leave out what is not an IMEI.",
      ],
    );
    await hasNoFinding();
    await summary().getByRole("link").first().click();
    await getsFocus(page.getByLabel("Account number"));
    await page.getByLabel("Account number").fill(accountNumber);
    await devices().fill(first);
    await button("Last 7 days").click();
    assert.deepEqual(await told(), [{ type: "usage-request-problems", count: 3 }]);
    assert.equal(sandbox.received.length, 0);
    await says("1 device ready");
    await submit();
    await outcome().getByText("The report is queued").waitFor();
    await summary().waitFor({ state: "hidden" });
  });

  it("does not call a list empty that it is still reading", async () => {
    // The first check, of an empty form, ends only after the list has been entered.
    let load = () => {};
    const isLoaded = new Promise((resolve) => {
      load = () => resolve(undefined);
    });
    await page.route("**/*.wasm", async (route) => {
      await isLoaded;
      await route.continue();
    });
    await page.reload();
    // A browser that is so slow that it gets no further than one line until it is let go.
    await page.evaluate(() => {
      let now = 0;
      performance.now = () => {
        now += 1_000;
        return now;
      };
      const waits = new Promise((resolve) => Object.assign(globalThis, { letGo: resolve }));
      Object.assign(globalThis, { scheduler: { yield: () => waits } });
    });
    await devices().fill(first);
    await page.getByLabel("Account number").fill(accountNumber);
    load();
    // Longer than the form waits before it checks.
    await page.waitForTimeout(1_000);
    assert.equal(await page.getByText("Enter an IMEI").count(), 0);
    await page.evaluate("letGo()");
    await says("1 device ready");
    await devices().fill("");
    await says("Enter an IMEI");
  });

  it("takes 10,000 pasted with 7 wrong and 3 repeated, and sends what is left", async () => {
    const many = imeis(9_990);
    const bad = ["4.9E+14", "49015420323751", wrong, "Truck 12", "35693803564380912", "4901542032375", "IMEI?"];
    await paste([...many.slice(0, 5000), ...bad, ...many.slice(5000), ...many.slice(0, 3)].join("\n"));
    await says("9,990 devices ready, 10 lines to check");
    await says("7 wrong · 3 repeated");
    await becomes(() => page.locator("textarea").inputValue(), "", "a field would stutter");
    await submit();
    await summary().waitFor();
    assert.deepEqual(await summary().getByRole("link").allTextContents(), [
      "7 lines are wrong: correct or leave out what is not an IMEI.",
      "3 lines repeat another: leave out the repeats.",
    ]);
    await hasNoFinding();

    await button("Use 490154203237518, line 5002").click();
    await says("9,991 devices ready, 9 lines to check");
    const third = page.getByLabel("Line 5003", { exact: true });
    await getsFocus(third, "the next line is focused");
    await third.fill("356938035643809");
    await third.press("Enter");
    await says("9,992 devices ready, 8 lines to check");
    await button("Leave out, line 5004").click();
    await says("9,992 devices ready, 7 lines to check");

    const { name, lines } = await saved("Download all");
    assert.equal(name, "lines-to-check.csv");
    assert.equal(lines[0], "\uFEFFline,text,problem");
    assert.deepEqual(
      lines.slice(1, 5).map((line) => line.split(",", 1)[0]),
      ["5001", "5005", "5006", "5007"],
    );
    assert.match(lines[1] ?? "", /^5001,"4\.9E\+14","A spreadsheet has shortened it, /);
    assert.deepEqual(
      lines.slice(5),
      many.slice(0, 3).map((imei, at) => `${9998 + at},"\t${imei}","Repeats line ${at + 1}: leave it out."`),
    );
    await button("Leave out the 4 wrong").click();
    await says("0 wrong · 3 repeated");
    await button("Leave out the 3 repeated").click();
    await says("9,992 devices ready");
    await submit();
    await outcome().getByText("9,992 devices").waitFor();
    assert.deepEqual(
      bodies().map(({ imei }) => imei.length),
      [9_992],
    );
  });

  it("takes a CSV of 100,000 lines, keeps its columns, and sends a fleet", async () => {
    const many = imeis(100_000);
    const rows = many.map((imei, index) => `"Van ""${index}""";Site ${index % 7};="${imei}"`);
    await drop("fleet.csv", `Name;Site;IMEI\r\n${rows.join("\r\n")}\r\n`);
    await says("100,000 devices ready");
    await says("Kept in this browser for the report: Name, Site.");
    await submit();
    await outcome().getByText("10 reports, which belong together:").waitFor();
    assert.deepEqual(new Set(bodies().flatMap(({ imei }) => imei)), new Set(many));
    await tells("usage-request-queued");
    const events = await told();
    assert.equal(events.filter(({ type }) => type === "usage-request-part").length, 10);
    const queued = events.at(-1);
    assert.equal(queued?.type, "usage-request-queued");
    assert.equal(
      queued?.receipts?.reduce((sum, { devices: count }) => sum + count, 0),
      100_000,
    );
    assert.deepEqual(queued?.columns, { names: ["Name", "Site"], devices: 100_000, first: ['Van "0"', "Site 0"] });
    for (const { path, headers, body } of sandbox.received) {
      assert.doesNotMatch(path + JSON.stringify(headers) + body, /Van|Site/, "columns never leave the browser");
    }
    await hasNoFinding();
  });

  it("explains a spreadsheet file", async () => {
    await drop("fleet.xlsx", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]));
    await submit();
    await summary().getByText("This is a spreadsheet file.").waitFor();
    await drop("fleet.csv", `${first}\n`);
    await says("1 device ready");
    await submit();
    await outcome().getByText("The report is queued").waitFor();
  });

  it("says at once why it does not read a file", async () => {
    await drop("fleet.pdf", "%PDF-1.7");
    await page.getByText("This is a PDF.").waitFor();
    // A folder, in Chromium: a file that is there and cannot be read.
    await page.locator("[part=drop-zone]").evaluate((zone) => {
      const file = new File([], "Fleet");
      file.arrayBuffer = () => Promise.reject(new DOMException("It could not be found.", "NotFoundError"));
      const event = new DragEvent("drop", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "dataTransfer", { value: { files: [file], getData: () => "" } });
      zone.dispatchEvent(event);
    });
    await page.getByText("This file cannot be read.").waitFor();
    await drop("fleet.csv", `${first}\n`);
    await says("1 device ready");
    await page.getByText("This file cannot be read.").waitFor({ state: "detached" });
  });

  it("keeps the earlier list, and sends it, when a file cannot be read", async () => {
    await drop("fleet.csv", `${first}\n`);
    await says("1 device ready");
    await drop("fleet.pdf", "%PDF-1.7");
    await page.getByText("This is a PDF. Save the list as text or CSV. Your list is unchanged.").waitFor();
    assert.equal(await page.getByLabel("IMEIs").getAttribute("aria-invalid"), "false");
    await submit();
    await outcome().getByText("The report is queued").waitFor();
    assert.deepEqual(bodies(), [{ accountNumber, imei: first }]);
  });

  it("keeps to the file that was chosen last, however long the others take", async () => {
    await page.locator("[part=drop-zone]").evaluate(
      (zone, texts) => {
        const [slow, quick] = texts.map((text) => new File([text], "fleet.csv"));
        const bytes = slow?.arrayBuffer();
        Object.assign(slow ?? {}, {
          arrayBuffer: () => new Promise((resolve) => Object.assign(globalThis, { readSlow: () => resolve(bytes) })),
        });
        for (const file of [slow, quick]) {
          const event = new DragEvent("drop", { bubbles: true, cancelable: true });
          Object.defineProperty(event, "dataTransfer", { value: { files: [file], getData: () => "" } });
          zone.dispatchEvent(event);
        }
      },
      [wrong, `${first}\n${second}`],
    );
    await says("2 devices ready");
    await page.evaluate("readSlow()");
    await button("Submit report").click();
    await outcome().getByText("The report is queued").waitFor();
    assert.deepEqual(bodies()[0]?.imei, [first, second]);
  });

  it("lets a chosen file be edited as text once it is short enough", async () => {
    await page.locator("input[type=file]").setInputFiles({
      name: "list.txt",
      mimeType: "text/plain",
      buffer: Buffer.from([...imeis(1500).map(() => first), second].join("\n")),
    });
    await says("2 devices ready, 1,499 lines to check");
    await button("Next").click();
    await says("51 to 100 of 1,499");
    await button("Leave out the 1,499 repeated").click();
    await button("Edit as text").click();
    await becomes(() => devices().inputValue(), `${first}\n${second}`);
    await says("2 devices ready");
  });

  it("leaves a short paste to the browser", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate((text) => navigator.clipboard.writeText(text), `Name\tIMEI\nVan\t${first}\n`);
    await devices().focus();
    await page.keyboard.press("Control+V");
    await says("Kept in this browser for the report: Name.");
    await becomes(() => devices().inputValue(), `Name\tIMEI\nVan\t${first}\n`);
  });

  it("shows the exact request, while it is valid", async () => {
    await page.getByText("The exact request").click();
    await says("It is shown once there are no problems.");
    await devices().fill(first);
    await says(`{"accountNumber":"${accountNumber}","imei":"${first}"}`);
    await says("vz-m2m-token: ****");
    await hasNoFinding();

    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const json = `{"accountNumber":"${accountNumber}","imei":"${first}"}`;
    for (const [title, name, text] of /** @type {const} */ ([
      ["Body, as JSON", "request.json", json],
      ["With curl, tokens masked", "request.sh", await page.getByRole("region", { name: "With curl" }).textContent()],
    ])) {
      await button(`Copy: ${title}`).click();
      await page
        .getByText("Copied")
        .nth(name === "request.sh" ? 1 : 0)
        .waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
      const [saved] = await Promise.all([page.waitForEvent("download"), button(`Download: ${title}`).click()]);
      assert.deepEqual([saved.suggestedFilename(), await readFile(await saved.path(), "utf8")], [name, text]);
    }
    assert.equal(sandbox.received.length, 0);
  });

  it("leaves the exact request alone when it is checked again without a change", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByText("The exact request").click();
    await devices().fill(first);
    const copy = button("Copy: Body, as JSON");
    await copy.waitFor();
    await devices().focus();
    await copy.click();
    // Longer than the form waits before it checks.
    await page.waitForTimeout(1_000);
    await copy.getByText("Copied").waitFor();
    await getsFocus(copy);
    await devices().fill(second);
    await says(`{"accountNumber":"${accountNumber}","imei":"${second}"}`);
    await copy.getByText("Copy", { exact: true }).waitFor();
  });

  it("says a period in words, in UTC and in the reader's time, and offers four that end today", async () => {
    await context.close();
    await open({ timezoneId: "America/New_York" });
    await page.getByLabel("Start date").fill("2026-02-01");
    await says(/^From 1 February 2026, days in UTC, .* It begins 31 January 2026 at 19:00 in your time zone\.$/);
    for (const days of [7, 30, 90, 180]) {
      await button(`Last ${days} days`).click();
      const value = async (/** @type {string} */ label) => Date.parse(await page.getByLabel(label).inputValue());
      const end = await value("End date");
      assert.equal((end - (await value("Start date"))) / 86_400_000, days);
      assert.ok(Date.now() >= end && Date.now() - end < 2 * 86_400_000);
      await says(new RegExp(`days in UTC, ${days} days apart`));
    }
  });

  for (const [device, title, advice, queue] of /** @type {const} */ ([
    ["990000000004004", "ThingSpace refused the request", "Device Not Found", /may be queued all the same/],
    ["990000000004038", "This report is not allowed", "Device Not Certified", /safe to submit again/],
    ["990000000004046", "ThingSpace did not find it", "Device inactive", /safe to submit again/],
    ["990000000004095", "ThingSpace reports a conflict", "Service Not Purchased", /safe to submit again/],
    ["990000000005001", "ThingSpace failed", "Device is active in several accounts", /may be queued all the same/],
  ])) {
    it(`says what to do when ${title}`, async () => {
      await devices().fill(device);
      await submit();
      await outcome().getByText(title).waitFor();
      await outcome().getByText(advice).waitFor();
      await outcome().getByText(queue).waitFor();
      await tells("usage-request-failed");
      await hasNoFinding();
    });
  }

  // With its key for the gateway, the package tries again what may have been lost on the way: three times in all.
  for (const [what, times, fault, title, queue] of /** @type {const} */ ([
    ["a login that is missing", 1, { kind: "reply", status: 401 }, "You are not signed in", /safe to submit again/],
    ["too long a wait", 1, { kind: "too_many_requests", retryAfter: 600 }, "wait for 10 minutes", /safe to submit/],
    ["a proxy's page", 3, { kind: "html_502" }, "ThingSpace failed", /may be queued all the same/],
    ["a gateway's fault", 1, { kind: "reply", status: 424 }, "This server could not submit", /safe to submit again/],
    [
      "a reply without a receipt",
      3,
      { kind: "reply", status: 200, body: "{}" },
      "There was no receipt",
      /may be queued/,
    ],
  ])) {
    it(`says what to do about ${what}`, async () => {
      for (let time = 0; time < times; time++) sandbox.failNext(fault);
      await devices().fill(first);
      await submit();
      await outcome().getByText(title).waitFor();
      await outcome().getByText(queue).waitFor();
    });
  }

  it("says what to do about a lost connection", async () => {
    await devices().fill(first);
    await says("1 device ready");
    await context.setOffline(true);
    await submit();
    await outcome().getByText("The connection failed").waitFor();
    await outcome().getByText("may be queued all the same").waitFor();
    await context.setOffline(false);
    await submit();
    await outcome().getByText("The report is queued").waitFor();
  });

  it("waits when the service is busy, tries again, and can be cancelled", async () => {
    sandbox.failNext({ kind: "too_many_requests", retryAfter: 5 });
    await devices().fill(first);
    await submit();
    await says(/ThingSpace is busy, again in \d+ s/);
    await hasNoFinding();
    await outcome().getByText("The report is queued").waitFor();

    sandbox.failNext({ kind: "too_many_requests", retryAfter: 30 });
    await submit();
    await says(/again in (30|2\d|1\d) s/);
    await button("Cancel").click();
    await outcome().getByText("You cancelled the submission").waitFor();
    await outcome().getByText("safe to submit again").waitFor();
    assert.equal(sandbox.received.length, 3);
    await becomes(async () => (await told()).at(-1)?.error, "AbortError");

    sandbox.failNext({ kind: "silence" });
    await Promise.all([page.waitForRequest(/aggregate/), submit()]);
    await button("Cancel").click();
    await outcome().getByText("may be queued all the same").waitFor();
  });

  it("keeps the devices of a part that failed, and adds their report to those of the fleet", async () => {
    const many = imeis(10_001);
    const last = many[10_000] ?? "";
    await drop("fleet.csv", `IMEI,Name\n${[...many.slice(0, 10_000), notCertified, last].map(named).join("\n")}`);
    await says("10,002 devices ready");
    await submit();
    await outcome().getByText("The report is queued").waitFor();
    await outcome().getByText("This report is not allowed").waitFor();
    await outcome().getByText("Device Not Certified").waitFor();
    await tells("usage-request-failed");
    const types = (await told()).map(({ type }) => type);
    assert.deepEqual(types.slice(1), ["usage-request-part", "usage-request-queued", "usage-request-failed"]);
    await hasNoFinding();
    await button("Keep only these 2 devices in the form").click();
    await says("2 devices ready");
    await becomes(() => devices().inputValue(), `${notCertified}\n${last}`);

    await devices().fill(last);
    await submit();
    await outcome().getByText("2 reports, which belong together:").waitFor();
    await outcome().getByText("This report is not allowed").waitFor();
    // One device is still not asked for.
    await tells("usage-request-failed");
    const queued = (await told()).filter(({ type }) => type === "usage-request-queued");
    assert.deepEqual(
      queued.map(({ receipts }) => receipts?.map(({ devices }) => devices)),
      [[10_000], [10_000, 1]],
    );
    assert.equal(queued[1]?.receipts?.[0]?.txid, queued[0]?.receipts?.[0]?.txid);
    assert.deepEqual(queued[1]?.columns, { names: ["Name"], devices: 10_002, first: [named(first, 0).slice(16)] });
  });

  it("takes other devices, or another period, for a report of their own", async () => {
    const many = imeis(10_001);
    await paste([...many.slice(0, 10_000), notCertified, many[10_000]].join("\n"));
    await submit();
    await outcome().getByText("This report is not allowed").waitFor();
    await button("Keep only these 2 devices in the form").click();
    await devices().fill(`${first}\n${many[10_000]}`);
    await submit();
    await tellsOfReports(2);

    await button("Clear the list").click();
    await paste([...many.slice(0, 10_000), notCertified, many[10_000]].join("\n"));
    await submit();
    await outcome().getByText("This report is not allowed").waitFor();
    await button("Clear the list").click();
    await devices().fill(many[10_000] ?? "");
    await button("Last 7 days").click();
    await submit();
    await tellsOfReports(1);
  });

  it("takes a request from the page, also before it is defined", async () => {
    const request = {
      accountNumber: "A-1",
      imei: [first, second],
      startDate: new Date("2026-02-01T12:00:00Z"),
      endDate: "2026-03-01T08:00",
      deviceGroup: "Vans",
      noSessionFlag: true,
    };
    await page.evaluate(async (given) => {
      const early = document.createElement("usage-early");
      Object.assign(early, { request: given });
      document.querySelector("usage-request")?.replaceWith(early);
      const Known = /** @type {CustomElementConstructor} */ (customElements.get("usage-request"));
      customElements.define("usage-early", class extends Known {});
    }, request);
    await says("2 devices ready");
    const read = await page.evaluate(() => /** @type {UsageRequest} */ (document.querySelector("usage-early")).request);
    assert.deepEqual(JSON.parse(JSON.stringify(read)), {
      ...request,
      startDate: "2026-02-01",
      endDate: "2026-03-01",
    });
  });

  it("writes numbers as the reader does", async () => {
    await context.close();
    await open({ locale: "de-DE" });
    await paste(imeis(9_981).join("\n"));
    await says("9.981 devices ready");
  });

  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    it(`is usable 320 pixels wide, by keyboard alone, ${colorScheme}`, async () => {
      await context.close();
      await open({ colorScheme, viewport: { width: 320, height: 640 }, reducedMotion: "reduce" });
      await devices().fill(`${first}\n4.9E+14\n${first}`);
      await says("1 wrong · 1 repeated");
      await page.getByText("The exact request").click();
      const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(await sideways(), 0, "nothing has to be scrolled sideways");
      await hasNoFinding();
      await submit();
      await hasNoFinding();

      await page.getByRole("heading", { name: "Usage report" }).click();
      for (let key = 0; key < 60 && !(await reached("Leave out the 1 wrong")); key++) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      for (let key = 0; key < 60 && !(await reached("Leave out the 1 repeated")); key++) {
        await page.keyboard.press("Shift+Tab");
      }
      await page.keyboard.press("Enter");
      for (let key = 0; key < 60 && !(await reached("Submit report")); key++) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await outcome().getByText("The report is queued").waitFor();
      assert.equal(await sideways(), 0);
      await hasNoFinding();
    });
  }

  /** @param {string} name of the button that should have the focus */
  const reached = (name) => button(name).evaluate((found) => found.matches(":focus"));

  it("hears how far a long list is, politely", async () => {
    await paste(imeis(20_000).join("\n"));
    await says("20,000 devices ready");
    const status = page.getByRole("status");
    await becomes(() => status.textContent(), "20,000 devices ready");
    assert.equal(await status.count(), 1);
  });
});
