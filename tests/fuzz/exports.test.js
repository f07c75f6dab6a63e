import { after, describe, it } from "node:test";
import { parseArgs } from "node:util";
import fc from "fast-check";
import * as api from "thingspace-aggregate";
import * as gateway from "thingspace-aggregate/gateway";
import { make, names, recipes } from "./recipes.js";
import { exportsOf, gatewayOf } from "./targets.js";

// Alone it takes arguments: node tests/fuzz/exports.test.js --objects 1000000 --seed 7
const { values } = parseArgs({ options: { objects: { type: "string" }, seed: { type: "string" } }, strict: false });
const objects = Number(values.objects ?? 20_000);
const seed = Number(values.seed ?? 1);

/** Milliseconds for one call, which takes one at most: a machine may be busy. */
const LONGEST = 20_000;

const targets = { ...exportsOf(api), ...gatewayOf(gateway) };
const numRuns = Math.ceil(objects / 2 / Object.keys(targets).length);
let made = 0;

describe(`whatever is handed over (seed ${seed})`, () => {
  for (const [name, target] of Object.entries(targets)) {
    it(`as ${name}`, async () => {
      const property = fc.asyncProperty(recipes, recipes, names, async (one, other, name) => {
        made += 2;
        await target(make(one), make(other), name);
      });
      await fc.assert(property, { numRuns, seed, timeout: LONGEST, includeErrorInReport: true });
      await api.submitAggregate(
        { accountNumber: "1", imei: 0 },
        { token: "t", fetch: async () => Response.json({ txid: "1" }) },
      );
    });
  }

  after(() => console.log(`${made} objects.`));
});
