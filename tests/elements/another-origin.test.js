import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach, describe, it } from "node:test";
import { createGateway, memoryInbox } from "thingspace-aggregate/gateway";
import { packageFolder } from "../../scripts/places.js";
import { accountNumber, bearerToken, m2mToken } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { serve } from "../gateway/fixtures/server.js";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { startServer } from "../runtimes/fixtures/loopback.js";
import { pagesIn } from "../runtimes/fixtures/pages.js";

/**
 * @import { Browser, BrowserContext, Page } from "playwright-core"
 */

const imei = "490154203237518";
const secret = "another-origin-4c1f7e0a9b3d5826";
const cookie = "session=of-ada";

/** A page that shows what it has submitted. @param {string} gateway */
const pageFor = (gateway) => `<!doctype html>
  <html lang="en">
    <title>A page of another origin</title>
    <usage-request base-url="${gateway}/api" account-number="${accountNumber}"></usage-request>
    <usage-report base-url="${gateway}/api"></usage-report>
    <script type="module" src="/pkg/entries/elements.js"></script>
    <script>
      addEventListener("usage-request-queued", ({ detail }) => {
        document.querySelector("usage-report").txids = detail.receipts[0].txid;
      });
    </script>
  </html>`;

/** @param {() => string} gateway where that is, once it is known */
async function startPages(gateway) {
  const files = pagesIn(packageFolder);
  const server = createServer((incoming, outgoing) => {
    const { url = "/" } = incoming;
    if (url.startsWith("/pkg/")) files({ url: url.slice("/pkg".length) }, outgoing);
    else outgoing.writeHead(200, { "content-type": "text/html" }).end(url === "/" ? pageFor(gateway()) : "");
  });
  return startServer(server);
}

describe("a page of another origin, and a gateway that knows its users by a cookie", { skip: withoutChromium }, () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  /** @type {Awaited<ReturnType<typeof startPages>>} */
  let allowed;
  /** @type {Awaited<ReturnType<typeof startPages>>} */
  let foreign;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let gateway;
  /** @type {Browser} */
  let browser;
  /** @type {BrowserContext} */
  let context;
  /** @type {Page} */
  let page;
  /** The requests to the gateway, and whether the cookie came with them. @type {string[]} */
  const came = [];

  before(async () => {
    sandbox = await startSandbox();
    const url = () => gateway.url;
    [allowed, foreign] = [await startPages(url), await startPages(url)];
    const { fetch } = createGateway({
      authorize: ({ headers }) =>
        headers.get("cookie") === cookie
          ? { id: "ada", accounts: [accountNumber] }
          : Response.json({ errorCode: "UNAUTHORIZED", errorMessage: "Sign in." }, { status: 401 }),
      tokens: { token: m2mToken, bearer: bearerToken },
      inbox: memoryInbox(),
      callbacks: { secret },
      baseUrl: sandbox.baseUrl,
      allowedOrigins: [allowed.origin],
      log: () => {},
    });
    gateway = await serve({
      fetch(request) {
        const isHers = request.headers.get("cookie") === cookie;
        if (request.method !== "OPTIONS") came.push(`${request.method} ${isHers ? "with" : "without"} the cookie`);
        return fetch(request);
      },
    });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await Promise.all([allowed, foreign, gateway, sandbox].map((server) => server?.close()));
  });
  beforeEach(async () => {
    await context?.close();
    sandbox.received.splice(0);
    came.splice(0);
    context = await browser.newContext();
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
  });

  const signIn = () => context.addCookies([{ name: "session", value: "of-ada", url: gateway.url, sameSite: "Lax" }]);

  async function submit() {
    await page.goto(allowed.origin);
    await page.getByLabel("IMEIs").fill(imei);
    await page.getByRole("button", { name: "Submit report" }).click();
  }

  it("submits and reads a report as the user who is signed in there", async () => {
    await signIn();
    await submit();
    await page.getByText("0 of 1 device").first().waitFor();
    assert.equal(sandbox.received.length, 1);
    assert.deepEqual(came, ["POST with the cookie", "GET with the cookie"]);
  });

  it("is refused as nobody who is not", async () => {
    await submit();
    await page.getByText("Sign in").first().waitFor();
    assert.deepEqual(came, ["POST without the cookie"]);
    assert.equal(sandbox.received.length, 0);
  });

  it("is refused if its origin is not allowed, even though the browser sends the cookie", async () => {
    await signIn();
    await page.goto(`${foreign.origin}/empty`);
    const outcomes = await page.evaluate(
      async ({ url, report }) => {
        const send = (/** @type {RequestInit} */ init) =>
          fetch(url, { method: "POST", body: report, credentials: "include", ...init }).then(
            ({ type }) => type,
            () => "not read",
          );
        return [await send({ headers: { "content-type": "application/json" } }), await send({ mode: "no-cors" })];
      },
      { url: `${gateway.url}/api/report/async/aggregate`, report: JSON.stringify({ accountNumber, imei }) },
    );
    assert.deepEqual(outcomes, ["not read", "not read"]);
    // The first did not get further than the question whether it may be sent.
    assert.deepEqual(came, ["POST with the cookie"]);
    assert.equal(sandbox.received.length, 0);
  });
});
