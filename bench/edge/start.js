import { bindingsFor } from "../../scripts/start/bindings.js";
import { sandboxCredentials } from "../../scripts/start/credentials.js";
import { registerListener } from "../../scripts/start/listener.js";
import { startEdge } from "../../www/edge/edge.js";
import { accountNumber } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { usageOf, workerProcesses } from "./worker-process.js";

/** @import { Delivery } from "../../www/sandbox/delivery.js" */

/**
 * A worker in workerd, with its files on disk, in front of the sandbox.
 *
 * @param {string} thingspace the sandbox's origin
 * @param {string} [worker] the file of another worker than www/edge/worker.js
 */
export async function startWorker(thingspace, worker) {
  const others = workerProcesses();
  const bindings = bindingsFor(sandboxCredentials(thingspace));
  const edge = await startEdge({ bindings, ...(worker !== undefined && { worker }) });
  const pid = workerProcesses().find((process) => !others.includes(process));
  if (pid === undefined) throw new Error("There is no process of workerd.");
  const gateway = `${edge.url}/api`;
  const callbacks = `${gateway}/callbacks/${bindings.CALLBACK_SECRET}`;
  return { gateway, callbacks, usage: () => usageOf(pid), close: () => edge.close() };
}

/**
 * The worker of www/edge, registered as the listener of an account.
 *
 * @param {Partial<Delivery>} delivery how callbacks come
 */
export async function startBoth(delivery) {
  const sandbox = await startSandbox({ delivery });
  try {
    const worker = await startWorker(sandbox.url);
    await registerListener(worker.gateway, accountNumber);
    const close = async () => {
      await worker.close();
      await sandbox.close();
    };
    return { ...worker, sandbox, close };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
