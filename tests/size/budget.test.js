import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { weigh } from "../../bench/bundle.js";
import { shipped, shippedElements } from "../../bench/shipped.js";

/** What each part may weigh on its way to a browser: bytes, bundled, minified, brotli 11. @type {Record<string, number>} */
const budget = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));

describe("what a browser gets", () => {
  /** @type {Record<string, number>} */
  let weights;

  before(async () => {
    const { script, wasm, glue, api } = await shipped();
    const form = await shippedElements("UsageRequest");
    const report = await shippedElements("UsageReport");
    const elements = await shippedElements("*");
    weights = {
      "aggregate.wasm": weigh(wasm).brotli,
      "core.js": weigh(glue).brotli,
      "api.js": weigh(api).brotli,
      total: weigh(wasm).brotli + weigh(script).brotli,
      "<usage-request>, with the page": weigh(form.first).brotli,
      "<usage-request>, all of it": weigh(form.all).brotli,
      "<usage-report>, with the page": weigh(report.first).brotli,
      "<usage-report>, all of it": weigh(report.all).brotli,
      "both elements, with the page": weigh(elements.first).brotli,
      "both elements, all of it": weigh(elements.all).brotli,
    };
  });

  for (const [part, limit] of Object.entries(budget)) {
    it(`keeps ${part} within ${limit} bytes`, () => {
      const weight = weights[part];
      assert.ok(weight !== undefined && weight > 0, `${part} in budget.json is not a part of the package.`);
      assert.ok(
        weight <= limit,
        `${part} has grown: ${weight} bytes, ${weight - limit} over its budget of ${limit} in tests/size/budget.json. ` +
          `All parts: ${JSON.stringify(weights)}.`,
      );
    });
  }
});
