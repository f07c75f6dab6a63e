import { loadavg } from "node:os";
import { chromium } from "playwright-core";
import { findProgram } from "../../scripts/setup/find-program.js";
import { startBoth } from "../edge/start.js";
import { interleave } from "../interleave.js";
import { SLOWED } from "../portal/stopwatch.js";
import { visitPortal } from "../portal/visit.js";

/** @import { Noticed } from "../portal/stopwatch.js" */

const ROUNDS = 3;

/** Devices of a report, and of a large fleet, which one reader visits. */
const DEVICES = 10_000;
const FLEET = 100_000;

export const title = "The portal with 10,000 devices";

export const how =
  `Served by the worker, with the sandbox in place of ThingSpace, in a Chromium slowed down to 1/${SLOWED} of its speed. ` +
  "The columns are the longest task (Chromium lists tasks from 50 ms on; 0 means that there was none), the longest time from " +
  "a key, a click or a paste to the change that it makes on the screen, and how much of the page moved by itself, as a layout " +
  "shift score. The last rows are of a single visit with 100,000 devices, which are a fleet of ten reports.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const executablePath = findProgram("chromium");
  const columns = (/** @type {Record<string, Noticed[]>} */ noticed) => [
    column("longest task", "ms", noticed, ({ task }) => task),
    column("interaction", "ms", noticed, ({ interaction }) => interaction),
    column("layout shift", "times", noticed, ({ shift }) => shift),
  ];
  if (executablePath === undefined) return { columns: [], notes: ["No Chromium here; `npm test` installs it."] };
  const services = await startBoth({ devicesPerCallback: 10 });
  const { origin } = new URL(services.gateway);
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  try {
    const { portal = [] } = await interleave(
      { portal: () => visitPortal(browser, origin, DEVICES) },
      { rounds: quick ? 1 : ROUNDS, note },
    );
    if (!Array.isArray(portal)) return { columns: [], notes: [`The portal could not be measured: ${portal.words}`] };
    /** @type {Record<string, Noticed[]>} */
    const noticed = {};
    for (const visit of portal) {
      for (const [action, one] of Object.entries(visit)) noticed[action] = [...(noticed[action] ?? []), one];
    }
    note("with 100,000 devices");
    services.sandbox.delivery = { ...services.sandbox.delivery, devicesPerCallback: 1_000, patience: 60_000 };
    for (const [action, one] of Object.entries(await visitPortal(browser, origin, FLEET))) {
      noticed[`100,000: ${action}`] = [one];
    }
    return { columns: columns(noticed), notes: [`Load average at the time: ${loadavg()[0]?.toFixed(1)}.`] };
  } finally {
    await browser.close();
    await services.close();
  }
}

/**
 * @param {string} title
 * @param {import("../section.js").Unit} unit
 * @param {Record<string, Noticed[]>} noticed
 * @param {(one: Noticed) => number} figure
 * @returns {import("../section.js").Column}
 */
function column(title, unit, noticed, figure) {
  const samples = Object.fromEntries(Object.entries(noticed).map(([action, all]) => [action, all.map(figure)]));
  return { title, unit, alone: true, samples };
}
