import { randomUUID } from "node:crypto";

/** @import { Credentials } from "./credentials.js" */

/**
 * What the worker is given when it runs on this machine. Nobody has to sign in, so it answers on loopback only.
 *
 * @param {Omit<Credentials, "accountNumber">} credentials
 */
export function bindingsFor({ origin, secrets, publicUrl }) {
  return {
    ...secrets,
    THINGSPACE_ORIGIN: origin,
    CALLBACK_SECRET: randomUUID(),
    DEMO: "loopback",
    ...(publicUrl !== undefined && { PUBLIC_URL: publicUrl }),
  };
}
