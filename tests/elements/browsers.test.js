import assert from "node:assert/strict";
import { after, it } from "node:test";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { imeis } from "../package/fixtures/requests.js";
import { openPage } from "../runtimes/fixtures/browser.js";
import { startGateway } from "./fixtures/gateway.js";

/** @typedef {{ seen: string[], violations: string[], told: { type: string, columns?: object }[] }} Outcome */

const devices = imeis(10_001);
const sandbox = await startSandbox();
const gateway = await startGateway(sandbox, { "/imeis.txt": devices.join("\n") });
after(async () => {
  await gateway.close();
  await sandbox.close();
});

for (const name of /** @type {const} */ (["chromium", "firefox", "webkit"])) {
  it(`the form takes a fleet out of a table, in ${name}`, async () => {
    sandbox.received.splice(0);
    const url = `${gateway.origin}/main-path.html`;
    const { value } = await openPage(name, { url, global: "outcome", timeout: 300_000 });
    const { seen, told, violations } = /** @type {Outcome} */ (value);
    assert.deepEqual(violations, [], "the page's policy blocks nothing");
    assert.deepEqual(seen, [
      "digits are lost",
      "days in UTC, 30 days apart",
      "1 line is wrong",
      "1 wrong · 1 repeated",
      "0 wrong · 1 repeated",
      "ThingSpace takes 10,000 devices at a time",
      "which belong together",
    ]);
    assert.deepEqual(
      told.map(({ type }) => type),
      [
        "usage-request-problems",
        "usage-request-problems",
        "usage-request-part",
        "usage-request-part",
        "usage-request-queued",
      ],
    );
    assert.deepEqual(told.at(-1)?.columns, { names: ["Name"], devices: 10_001, first: ["Van 0"] });
    const sent = sandbox.received.flatMap(({ body }) => JSON.parse(body.toString()).imei);
    assert.deepEqual(new Set(sent), new Set(devices));
  });
}
