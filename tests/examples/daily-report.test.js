import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from "wrangler";
import { root } from "../../scripts/places.js";
import { sandboxCredentials } from "../../scripts/start/credentials.js";
import { accountNumber, everyDevice } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { deployDry, modulesIn } from "../runtimes/fixtures/deployed.js";

/**
 * As much of R2 as is needed here.
 *
 * @typedef {object} Archive
 * @property {() => Promise<{ objects: { key: string }[] }>} list
 * @property {(name: string) => Promise<{ text: () => Promise<string> } | null>} get
 */

const SECRET = "daily-report-secret-5b1e9c7a";
const DAILY = "15 2 * * *";
const EVERY_MINUTE = "* * * * *";

const folder = await mkdtemp(join(tmpdir(), "thingspace-aggregate-daily-"));
const sandbox = await startSandbox();
const config = join(root, "examples", "daily-report", "wrangler.jsonc");
await deployDry(["--config", config], { into: folder });
const miniflare = new Miniflare({
  ...workerOptionsOf(config).workerOptions,
  ...modulesIn(folder, "worker.js"),
  bindings: {
    ...sandboxCredentials(sandbox.url).secrets,
    ACCOUNT_NUMBER: accountNumber,
    CALLBACK_SECRET: SECRET,
    THINGSPACE_ORIGIN: sandbox.url,
    SETTLE_AFTER: "1000",
  },
  host: "127.0.0.1",
});
after(async () => {
  await miniflare.dispose();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

it("asks for the whole account once a night, and keeps the CSV of what came", async () => {
  const { origin } = await miniflare.ready;
  await registerListener(`${origin}/api/callbacks/${SECRET}`);
  const night = Date.parse("2026-11-24T02:15:00Z");
  await trigger(DAILY, night);
  await trigger(DAILY, night);
  const asked = sandbox.received.filter(({ path }) => path.endsWith("/report/async/aggregate"));
  assert.equal(asked.length, 1, "a trigger that fires twice");
  assert.equal(
    asked[0]?.body.toString(),
    `{"accountNumber":"${accountNumber}","startDate":"2026-11-23","endDate":"2026-11-24","imei":"0"}`,
  );
  await sandbox.allDelivered();

  const archive = /** @type {Archive} */ (/** @type {unknown} */ (await miniflare.getR2Bucket("ARCHIVE")));
  const name = await settled(archive);
  assert.match(name, new RegExp(`^${accountNumber}/\\d{4}-\\d\\d-\\d\\d/[0-9a-f-]{36}\\.csv$`));
  const csv = (await (await archive.get(name))?.text()) ?? "";
  for (const imei of everyDevice) assert.ok(csv.includes(imei), imei);
  assert.equal(csv.trimEnd().split("\r\n").length, 1 + everyDevice.length);
});

/** @param {string} url */
async function registerListener(url) {
  const reply = await fetch(`${sandbox.baseUrl}/callbacks?accountNumber=${accountNumber}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "VZ-M2M-Token": "sandbox-m2m-token",
      authorization: "Bearer sandbox-bearer-token",
    },
    body: JSON.stringify({ name: "BullseyeReporting", url }),
  });
  assert.equal(reply.status, 200);
}

/**
 * @param {string} cron
 * @param {number} time
 */
async function trigger(cron, time) {
  const worker =
    /** @type {{ scheduled: (options: { cron: string, scheduledTime: Date }) => Promise<{ outcome: string }> }} */ (
      /** @type {unknown} */ (await miniflare.getWorker())
    );
  const { outcome } = await worker.scheduled({ cron, scheduledTime: new Date(time) });
  assert.equal(outcome, "ok");
}

/**
 * Waits until the report has settled and its CSV is there.
 *
 * @param {Archive} archive
 */
async function settled(archive) {
  for (let tries = 0; tries < 60; tries += 1) {
    await trigger(EVERY_MINUTE, Date.now());
    const [kept] = (await archive.list()).objects;
    if (kept) return kept.key;
    await pause(250);
  }
  assert.fail("The report was not kept.");
}
