import { showReport } from "./report.js";
import { startServices } from "./services.js";
import { untilStopped } from "./stop.js";

/**
 * Starts everything on this machine, shows one report arriving, and serves the portal until it is stopped. The exit
 * code is 0 only if all of the report arrived, or somebody stopped the portal.
 *
 * @param {object} how
 * @param {import("./device-file.js").Devices} how.devices
 * @param {boolean} how.once whether to end after the report
 * @param {number} how.port where the portal is served
 * @param {import("./credentials.js").Credentials | undefined} how.credentials for the real ThingSpace, in place of the sandbox
 */
export async function demonstrate({ devices, once, port, credentials }) {
  // Until it has arrived. What miniflare and wrangler do at Ctrl-C ends this process with the code that is set.
  process.exitCode = 1;
  const services = await startServices(port, credentials);
  try {
    const isComplete = await showReport(services, devices);
    if (isComplete) process.exitCode = 0;
    if (once) return;
    console.log(`\nThe portal is at ${services.portal} (account ${services.accountNumber}). Ctrl-C ends it.`);
    await untilStopped();
    console.log("\nStopping.");
    process.exitCode = 0;
  } finally {
    await services.close();
  }
}
