/**
 * A fleet of a million devices on its way, as `node fleet.js <way>`: prints the milliseconds it took, and the most memory
 * that the process ever had, in KiB.
 */

import { planFleet, submitFleet } from "thingspace-aggregate";
import { connect } from "../contestants/by-hand.js";
import { credentials, instantFetch, nowhere } from "../far-side.js";
import { requestFor } from "../requests.js";

const PART = 10_000;
const PARTS = 100;

const { imei, ...fields } = requestFor(PART);
const part = /** @type {string[]} */ (imei);
const connection = { ...credentials, baseUrl: nowhere, fetch: instantFetch().fetch };

/** The same ten thousand again and again: what a real source costs is not what is measured. */
function* devices() {
  for (let times = 0; times < PARTS; times++) yield* part;
}

/** @type {Record<string, () => Promise<void>>} */
const ways = {
  async submit() {
    const outcomes = submitFleet({ ...fields, noSessionFlag: false, imei: devices() }, connection);
    for await (const { outcome } of outcomes) if (outcome !== "queued") throw new Error(`a part is ${outcome}`);
  },

  async plan() {
    const plan = planFleet({ ...fields, noSessionFlag: false, imei: devices() });
    for await (const { issueCount } of plan) if (issueCount > 0) throw new Error("a part has issues");
  },

  async byHand() {
    const submit = connect(connection);
    /** @type {string[]} */
    let held = [];
    for (const device of devices()) {
      held.push(device);
      if (held.length < PART) continue;
      await submit({ ...fields, imei: held });
      held = [];
    }
  },

  async source() {
    let last = "";
    for (const device of devices()) last = device;
    if (last === "") throw new Error("no device came");
  },
};

const way = ways[process.argv[2] ?? ""];
if (way === undefined) throw new Error(`One of these is needed: ${Object.keys(ways).join(", ")}.`);
const started = performance.now();
await way();
const took = performance.now() - started;
console.log(JSON.stringify({ took, peak: process.resourceUsage().maxRSS }));
