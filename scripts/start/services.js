import { join } from "node:path";
import { startEdge } from "../../www/edge/edge.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { buildFolder } from "../places.js";
import { step } from "../progress.js";
import { bindingsFor } from "./bindings.js";
import { sandboxCredentials } from "./credentials.js";
import { registerIfReachable } from "./listener.js";

/**
 * All that runs on this machine.
 *
 * @typedef {object} Services
 * @property {string} accountNumber whose reports are shown
 * @property {string} portal
 * @property {string} gateway its address, with the prefix of its routes
 * @property {() => Promise<void>} close
 */

/**
 * Starts the worker, with its files on disk, against ThingSpace if credentials are given, else against the sandbox.
 *
 * @param {number} port for the portal
 * @param {import("./credentials.js").Credentials | undefined} credentials
 * @returns {Promise<Services>}
 */
export async function startServices(port, credentials) {
  /** @type {(() => unknown)[]} */
  const closers = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const thingspace = credentials ?? (await standIn(closers));
    const edge = await step(`Starting the worker: gateway, inbox and portal, on port ${port}`, () =>
      startEdge({
        port,
        bindings: bindingsFor(thingspace),
        storage: join(buildFolder, `inbox-${port}`),
        log: (line) => console.log(`  worker: ${line}`),
      }),
    );
    closers.push(() => edge.close());
    const gateway = `${edge.url}/api`;
    await registerIfReachable(gateway, thingspace);
    return { accountNumber: thingspace.accountNumber, portal: edge.url, gateway, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {(() => unknown)[]} closers
 * @returns {Promise<import("./credentials.js").Credentials>}
 */
async function standIn(closers) {
  const sandbox = await step("Starting the sandbox, a stand-in for ThingSpace", () => startSandbox());
  closers.push(() => sandbox.close());
  return sandboxCredentials(sandbox.url);
}
