import { startEdge } from "../../www/edge/edge.js";
import { accountNumber, consumer, user } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { usageOf, workerProcesses } from "./worker-process.js";

/** @import { Delivery } from "../../www/sandbox/delivery.js" */

const secret = "the-callback-secret-of-the-bench";

/**
 * A worker in workerd, with its files on disk, in front of the sandbox.
 *
 * @param {string} thingspace the sandbox's origin
 * @param {string} [worker] the file of another worker than www/edge/worker.js
 */
export async function startWorker(thingspace, worker) {
  const others = workerProcesses();
  const edge = await startEdge({
    bindings: {
      THINGSPACE_ORIGIN: thingspace,
      THINGSPACE_KEY: consumer.key,
      THINGSPACE_SECRET: consumer.secret,
      THINGSPACE_USERNAME: user.username,
      THINGSPACE_PASSWORD: user.password,
      CALLBACK_SECRET: secret,
      DEMO: "loopback",
    },
    ...(worker !== undefined && { worker }),
  });
  const pid = workerProcesses().find((process) => !others.includes(process));
  if (pid === undefined) throw new Error("There is no process of workerd.");
  const gateway = `${edge.url}/api`;
  return { gateway, callbacks: `${gateway}/callbacks/${secret}`, usage: () => usageOf(pid), close: () => edge.close() };
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
    const reply = await fetch(`${worker.gateway}/listener?accountNumber=${accountNumber}`, { method: "PUT" });
    if (!reply.ok) throw new Error(`The gateway could not register itself: ${await reply.text()}`);
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
