import { accountNumber } from "../../www/sandbox/known.js";
import { linesOf } from "./arrivals.js";
import { showReport } from "./report.js";
import { startServices } from "./services.js";
import { untilStopped } from "./stop.js";

/**
 * Starts everything on this machine, shows one report arriving, and serves the portal until it is stopped. The exit
 * code is 0 only if all of the report arrived, or somebody stopped it.
 *
 * @param {object} how
 * @param {import("./device-file.js").Devices} how.devices
 * @param {boolean} how.once whether to end after the report
 * @param {number} how.port where the portal is served
 */
export async function demonstrate({ devices, once, port }) {
  const services = await startServices(port);
  try {
    const isComplete = await showReport(services, devices);
    if (!isComplete) process.exitCode = 1;
    if (once) return;
    services.listener.take = ({ txid, ...callback }) => {
      for (const line of linesOf(callback)) console.log(`  callback ${txid}: ${line}`);
    };
    console.log(`\nThe portal is at ${services.edge.url} (account ${accountNumber}). Ctrl-C ends it.`);
    await untilStopped();
    console.log("\nStopping.");
    process.exitCode = 0;
  } finally {
    await services.close();
  }
}
