import { openPage } from "./fixtures/browser.js";
import { testHttp2, testRow } from "./fixtures/row.js";

/** @import { Outcome } from "./suite/run.js" */

for (const name of /** @type {const} */ (["chromium", "firefox", "webkit"])) {
  testRow(
    name,
    async ({ origin }) => {
      const page = { url: `${origin}/programs/page.html`, global: "outcomes", timeout: 600_000 };
      const { version, value } = await openPage(name, page);
      return { version, outcomes: /** @type {Outcome[]} */ (value) };
    },
    "programs/page.html is the page; serve the folder and open it to see the browser's console.",
  );
  testHttp2(
    name,
    async ({ origin }) => {
      const page = { url: `${origin}/programs/http2.html`, global: "outcomes", timeout: 600_000 };
      return /** @type {Outcome[]} */ ((await openPage(name, page)).value);
    },
    "programs/http2.html is the page, over HTTP/2.",
  );
}
