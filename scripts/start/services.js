import { startEdge } from "../../www/edge/edge.js";
import { bearerToken, m2mToken } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { step } from "../progress.js";
import { registerListener, startListener } from "./listener.js";

/**
 * All that runs on this machine.
 *
 * @typedef {object} Services
 * @property {import("../../www/sandbox/sandbox.js").Sandbox} sandbox
 * @property {import("./listener.js").Listener} listener of the reports that the sandbox makes
 * @property {import("../../www/edge/edge.js").Edge} edge
 * @property {() => Promise<void>} close
 */

/**
 * @param {number} port for the portal
 * @returns {Promise<Services>}
 */
export async function startServices(port) {
  /** @type {(() => unknown)[]} */
  const closers = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const sandbox = await step("Starting the sandbox, a stand-in for ThingSpace", () => startSandbox());
    closers.push(() => sandbox.close());
    const listener = await startListener();
    closers.push(() => listener.close());
    await registerListener(sandbox, listener);
    const edge = await step(`Starting the edge function, which serves the portal on port ${port}`, () =>
      startEdge({
        port,
        bindings: {
          THINGSPACE_M2M_TOKEN: m2mToken,
          THINGSPACE_BEARER: bearerToken,
          THINGSPACE_BASE_URL: sandbox.baseUrl,
        },
        log: (line) => console.log(`  edge: ${line}`),
      }),
    );
    closers.push(() => edge.close());
    return { sandbox, listener, edge, close };
  } catch (error) {
    await close();
    throw error;
  }
}
