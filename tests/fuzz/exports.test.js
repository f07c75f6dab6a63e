import { after, describe, it } from "node:test";
import { parseArgs } from "node:util";
import * as api from "thingspace-aggregate";
import * as gateway from "thingspace-aggregate/gateway";
import { meet } from "./meet.js";
import { exportsOf, gatewayOf } from "./targets.js";

// Alone it takes arguments: node tests/fuzz/exports.test.js --objects 1000000 --seed 7
const { values } = parseArgs({ options: { objects: { type: "string" }, seed: { type: "string" } }, strict: false });
const objects = Number(values.objects ?? 20_000);
const seed = Number(values.seed ?? 1);

const targets = { ...exportsOf(api), ...gatewayOf(gateway) };
let made = 0;

describe(`whatever is handed over (seed ${seed})`, () => {
  for (const [name, target] of Object.entries(targets)) {
    it(`as ${name}`, async () => {
      made += await meet(target, { objects: objects / Object.keys(targets).length, seed });
      await api.submitAggregate(
        { accountNumber: "1", imei: 0 },
        { token: "t", fetch: async () => Response.json({ txid: "1" }) },
      );
    });
  }

  after(() => console.log(`${made} objects.`));
});
