import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { packageFolder } from "../../scripts/places.js";
import { findProgram } from "../../scripts/setup/find-program.js";
import { bundle, wasmName } from "../bundle.js";
import { contestants, fileOf } from "../contestants.js";
import { credentials } from "../far-side.js";
import { interleave } from "../interleave.js";
import { listen } from "../listener.js";
import { requestFor } from "../requests.js";

/** @import { Page } from "../listener.js" */

export const title = "Cold start in Chromium";

export const how =
  "From the request for a page to the arrival of the page's first request, both seen by the server, on the loopback " +
  "interface; the network's time, which grows with the bytes above, is not in it. The page has one bundled and " +
  "minified module that makes one call for one device. Every sample starts with an empty cache.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const executablePath = findProgram("chromium");
  if (executablePath === undefined) {
    const none = { words: "no Chromium here; npm test installs it" };
    const samples = Object.fromEntries(contestants.map(({ name }) => [name, none]));
    return { columns: [{ title: "first request", unit: "ms", samples }] };
  }
  const listener = await listen(await pages());
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  /** @param {string} name */
  const take = (name) => async () => {
    listener.reset();
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${listener.baseUrl}/${name}.html`, { timeout: 20_000 });
      return (await listener.first("POST")) - (await listener.first("GET"));
    } finally {
      await context.close();
    }
  };
  try {
    const takes = Object.fromEntries(contestants.map(({ name }) => [name, take(name)]));
    const samples = await interleave(takes, { rounds: quick ? 3 : 11, note });
    return { columns: [{ title: "first request", unit: "ms", samples }] };
  } finally {
    await browser.close();
    listener.close();
  }
}

async function pages() {
  /** @type {Record<string, Page>} */
  const pages = { [`/${wasmName}`]: { body: readFileSync(join(packageFolder, wasmName)), type: "application/wasm" } };
  for (const { name } of contestants) {
    pages[`/${name}.html`] = {
      body: `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/${name}.js"></script>`,
      type: "text/html",
    };
    pages[`/${name}.js`] = { body: await script(name), type: "text/javascript" };
  }
  return pages;
}

/** @param {string} name */
function script(name) {
  const source = `
    import { connect } from ${JSON.stringify(fileOf(name))};
    const submit = connect({ ...${JSON.stringify(credentials)}, baseUrl: location.origin });
    await submit(${JSON.stringify(requestFor(1))});`;
  return bundle(source, { folder: dirname(fileOf(name)) });
}
