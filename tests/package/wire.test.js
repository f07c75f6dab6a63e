import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { launchChromium, withoutChromium } from "./fixtures/chromium.js";
import { everyRequest, wireSamples } from "./fixtures/everywhere/wire-samples.js";
import { installPackage } from "./fixtures/installed-package.js";
import { servePage } from "./fixtures/page-server.js";

/** @import { WireSample } from "./fixtures/everywhere/wire-samples.js" */

const { api, folder } = await installPackage();
const sandbox = await startSandbox();
after(() => sandbox.close());

/** What the contract says about headers is all about these. */
const named = /^(accept|content-type|vz-m2m-token|authorization|x-portal-initiated|accountnumber|imei)$/;

/** What the platform adds by itself, here or in a browser. */
const transport =
  /^(host|connection|content-length|transfer-encoding|user-agent|accept-encoding|accept-language|origin|referer|sec-.*)$/;

/**
 * Checks the request that came last.
 *
 * @param {WireSample} sample
 * @param {readonly string[]} more the names of headers that ThingSpace itself never gets
 */
function assertArrived({ headers, body }, more) {
  const received = sandbox.received.at(-1);
  assert.equal(received?.method, "POST");
  assert.equal(received?.path, "/api/hyper-precise/v1/report/async/aggregate");
  const all = (received?.headers ?? []).map(([name, value]) => /** @type {const} */ ([name.toLowerCase(), value]));
  assert.deepEqual(
    all.filter(([name]) => named.test(name)).sort(),
    Object.entries({ ...everyRequest, ...headers }).sort(),
  );
  assert.deepEqual(
    all.map(([name]) => name).filter((name) => !named.test(name) && !transport.test(name)),
    more,
  );
  assert.equal(received?.body.toString(), body);
  assert.equal(received?.status, 200, "the sandbox finds it right, too");
}

describe("the request that Node sends", () => {
  for (const sample of wireSamples) {
    it(sample.name, async () => {
      const { status } = await api.submitAggregate(sample.request, { ...sample.options, baseUrl: sandbox.baseUrl });
      assert.equal(status, "QUEUED");
      assertArrived(sample, []);
    });
  }
});

describe("the request that Chromium sends", { skip: withoutChromium }, () => {
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {import("playwright-core").Page} */
  let page;
  /** @type {Awaited<ReturnType<typeof servePage>>} */
  let server;

  before(async () => {
    const everywhere = fileURLToPath(new URL("fixtures/everywhere", import.meta.url));
    await cp(everywhere, join(folder, "everywhere"), { recursive: true });
    server = await servePage({ folder, api: sandbox.url });
    browser = await launchChromium();
    page = await browser.newPage();
    await page.goto(`${server.origin}/everywhere/page.html`, { timeout: 120_000 });
    await page.waitForSelector("html[data-ready]", { state: "attached", timeout: 120_000 });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const [index, sample] of wireSamples.entries()) {
    it(sample.name, async () => {
      const { status } = await page.evaluate((chosen) => Reflect.get(globalThis, "submitSample")(chosen), index);
      assert.equal(status, "QUEUED");
      // The page's base URL is a path, so that what answers there is a gateway.
      assertArrived(sample, ["idempotency-key"]);
    });
  }
});
