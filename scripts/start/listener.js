import { Problem } from "../problem.js";

/**
 * Has ThingSpace send the account's callbacks to the gateway, or says what that takes.
 *
 * @param {string} gateway its address, with the prefix of its routes
 * @param {import("./credentials.js").Credentials} thingspace
 */
export async function registerIfReachable(gateway, { accountNumber, origin, publicUrl }) {
  if (origin.startsWith("https:") && publicUrl === undefined) {
    console.log("ThingSpace cannot reach this machine: set PUBLIC_URL to the origin at which it can.");
    console.log("Reports will be queued, and their callbacks go to the listener that is registered now.");
    return;
  }
  await registerListener(gateway, accountNumber);
}

/**
 * Has the gateway tell ThingSpace to send the account's callbacks to it.
 *
 * @param {string} gateway its address, with the prefix of its routes
 * @param {string} accountNumber
 * @throws {Problem} when it could not
 */
export async function registerListener(gateway, accountNumber) {
  const reply = await fetch(`${gateway}/listener?accountNumber=${encodeURIComponent(accountNumber)}`, {
    method: "PUT",
    signal: AbortSignal.timeout(30_000),
  });
  if (!reply.ok) throw new Problem(`The gateway could not register itself as the listener: ${await reply.text()}`);
}
