import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { weigh } from "../../bench/bundle.js";
import { bundlePortal } from "../../www/edge/bundle.js";

/** What the page may weigh without the core until there is a receipt: bytes, brotli 11, each file by itself. */
const BUDGET = 16_000;

const folder = await mkdtemp(join(tmpdir(), "thingspace-aggregate-page-"));
after(() => rm(folder, { recursive: true, force: true }));

test(`the page keeps within ${BUDGET} bytes until there is a receipt`, async () => {
  await bundlePortal(folder);
  /** @type {Record<string, number>} */
  const weights = {};
  for (const name of ["index.html", "portal.css", "icon.svg", "portal.js"]) {
    weights[name] = weigh(await readFile(join(folder, name))).brotli;
  }
  const script = await readFile(join(folder, "portal.js"), "utf8");
  assert.deepEqual(
    new Set(Array.from(script.matchAll(/(?:from|import)\(?"([^"]+)"/g), ([, path]) => path)),
    new Set(["/pkg/entries/browser.js", "/report-view.js", "/preview-view.js", "/read-file.js"]),
    "nothing else is loaded: the core, the report after a receipt, and what reads a file or shows the exact request",
  );
  const whole = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  assert.ok(whole <= BUDGET, `${whole} bytes, ${whole - BUDGET} over: ${JSON.stringify(weights)}`);
  console.log(`The page without the core, until there is a receipt: ${whole} bytes of ${BUDGET}.`);
});
