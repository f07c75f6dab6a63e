import assert from "node:assert/strict";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { servePage } from "../package/fixtures/page-server.js";
import { inProject, npm } from "../package/fixtures/project.js";
import { imeis } from "../package/fixtures/requests.js";
import { Reader } from "../portal/fixtures/reader.js";
import { becomes } from "../runtimes/fixtures/becomes.js";
import { openPage } from "../runtimes/fixtures/browser.js";
import { startGateway } from "./fixtures/gateway.js";
import { startServer } from "./fixtures/server-command.js";

const examples = new URL("../../examples/", import.meta.url);
const [first = "", second = ""] = imeis(2);

describe("the elements, under a strict Content-Security-Policy,", { skip: withoutChromium }, () => {
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof startGateway>>} */
  let gateway;

  before(async () => {
    gateway = await startGateway();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  it("ask for a report and show it in a plain page", () =>
    inProject(new URL("page", examples), async (folder) => {
      await asksAndReads("/index.html", await servePage({ folder, api: gateway.origin }));
    }));

  for (const name of /** @type {const} */ (["firefox", "webkit"])) {
    it(`do so in a plain page in ${name}`, () =>
      inProject(new URL("page", examples), async (folder) => {
        await copyFile(new URL("fixtures/drive-page.js", import.meta.url), join(folder, "drive-page.js"));
        const page = await readFile(join(folder, "index.html"), "utf8");
        // Before the page's own scripts, so that it sees all that the policy refuses.
        const script = '<head><script type="module" src="/drive-page.js"></script>';
        await writeFile(join(folder, "index.html"), page.replace("<head>", script));
        const { origin, close } = await servePage({ folder, api: gateway.origin });
        try {
          const opened = openPage(name, { url: `${origin}/index.html`, global: "outcome", timeout: 300_000 });
          await Promise.race([opened, answerNext()]);
          const { value } = await opened;
          assert.deepEqual(value, ["2 devices ready", "All 2 devices have answered", "Van 2"]);
        } finally {
          await close();
        }
      }));
  }

  /** Waits until somebody has asked for a report, and has its devices answer. */
  async function answerNext() {
    for (const end = Date.now() + 240_000; Date.now() < end; await pause(100)) {
      const { reports } = await (await fetch(`${gateway.origin}/api/reports`)).json();
      const [asked] = reports.filter((/** @type {{ state: string }} */ { state }) => state === "waiting");
      if (asked) return gateway.answer(asked.txid, ["490154203237518", "356938035643809"]);
    }
    throw new Error("Nobody has asked for a report.");
  }

  it("do so in React", () =>
    inProject(new URL("react", examples), async (folder) => {
      await npm(folder, "run", "build");
      await asksAndReads("/index.html", await servePage({ folder: join(folder, "dist"), api: gateway.origin }));
    }));

  it("do so in Next.js, which has rendered the form on the server", () =>
    inProject(new URL("next", examples), async (folder) => {
      await writeFile(join(folder, ".env"), `GATEWAY_ORIGIN=${gateway.origin}\n`);
      await npm(folder, "run", "build");
      const app = await startServer(folder, ["start", "--", "--hostname", "127.0.0.1", "--port", "0"], {});
      gateway.standBehind(app.origin);
      const rendered = await (await fetch(app.origin)).text();
      assert.match(rendered, /<usage-request account-number="0000123456-00001"><\/usage-request>/);
      await asksAndReads("/", app);
    }));

  /**
   * @param {string} path of the page
   * @param {{ origin: string, close: () => Promise<void> }} server
   */
  async function asksAndReads(path, { origin, close }) {
    try {
      const reader = await Reader.start(browser);
      const answer = await reader.page.goto(origin + path);
      const policy = answer?.headers()["content-security-policy"] ?? "";
      assert.match(policy, /^default-src 'none'; script-src 'self' ('nonce-[\w-]+' )?'wasm-unsafe-eval';/);

      await reader.drop("fleet.csv", `IMEI,Name\n${first},Van 1\n${second},Van 2`);
      await reader.sees("2 devices ready");
      await reader.submit();
      await reader.seesHeadline("0 of 2 devices have answered");
      const txid = (await reader.page.locator("usage-report").getAttribute("txids")) ?? "";
      await gateway.answer(txid, [first]);
      await reader.seesHeadline("1 of 2 devices have answered");
      await gateway.answer(txid, [second]);
      await reader.seesHeadline("All 2 devices have answered");
      await becomes(async () => (await reader.cells(1).allTextContents()).toSorted(), [first, second].toSorted());
      // From the file, by the event, into the report.
      await reader.sees("Van 2");
      await reader.leave();
    } finally {
      await close();
    }
  }
});

describe("a page with one element", () => {
  for (const name of ["vite", "webpack", "rollup"]) {
    it(`is built by ${name} without the other, or with that in a file to be loaded later`, () =>
      inProject(new URL(name, import.meta.url), async (folder) => {
        await writeFile(join(folder, "main.js"), formAlone);
        assert.deepEqual(await filesWith(folder, inForm, inReport), { form: 1, report: 0, both: 0 });
        await writeFile(join(folder, "main.js"), reportLater);
        assert.deepEqual(await filesWith(folder, inForm, inReport), { form: 1, report: 1, both: 0 });
      }));
  }
});

const formAlone = 'import { UsageRequest } from "thingspace-aggregate/elements"; UsageRequest.define();';
const reportLater = `
import { UsageRequest } from "thingspace-aggregate/elements/usage-request";
UsageRequest.define();
import("thingspace-aggregate/elements/usage-report").then(({ UsageReport }) => UsageReport.define());
`;

/** What only the code of one element holds. */
const inForm = "usage-request-problems";
const inReport = "usage-report-state";

/**
 * How many scripts of a project's build hold one text, the other, or both.
 *
 * @param {string} folder
 * @param {string} form
 * @param {string} report
 */
async function filesWith(folder, form, report) {
  await npm(folder, "run", "build");
  const dist = join(folder, "dist");
  const files = (await readdir(dist, { recursive: true })).filter((file) => file.endsWith(".js"));
  const texts = await Promise.all(files.map((file) => readFile(join(dist, file), "utf8")));
  const count = (/** @type {(text: string) => boolean} */ isMeant) => texts.filter(isMeant).length;
  return {
    form: count((text) => text.includes(form)),
    report: count((text) => text.includes(report)),
    both: count((text) => text.includes(form) && text.includes(report)),
  };
}
