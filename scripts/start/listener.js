import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { accountNumber, bearerToken, m2mToken } from "../../www/sandbox/known.js";
import { Problem } from "../problem.js";

/** @import { Sandbox } from "../../www/sandbox/sandbox.js" */

/**
 * One callback, as far as it is documented.
 *
 * @typedef {object} Callback
 * @property {string} txid
 * @property {readonly { imei: string, numberOfSessions: number, bytesTransferred: number }[]} [usage]
 * @property {readonly { imei: string, errorMessage: string }[]} [errors]
 */

/**
 * @typedef {object} Listener
 * @property {string} url
 * @property {(callback: Callback) => void} take is called with each callback; replace it at will
 * @property {() => void} close
 */

/**
 * Takes callbacks on a path that nobody can guess, since nothing else protects a listener.
 *
 * @returns {Promise<Listener>}
 */
export async function startListener() {
  const path = `/callbacks/${randomUUID()}`;
  const server = createServer(async (incoming, outgoing) => {
    if (incoming.method !== "POST" || incoming.url !== path) {
      outgoing.writeHead(404).end();
      return;
    }
    try {
      listener.take(JSON.parse(Buffer.concat(await incoming.toArray()).toString()));
      outgoing.writeHead(204).end();
    } catch {
      outgoing.writeHead(400).end();
    }
  });
  await new Promise((/** @type {(value?: undefined) => void} */ resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  /** @type {Listener} */
  const listener = {
    url: `http://127.0.0.1:${port}${path}`,
    take: () => {},
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return listener;
}

/**
 * Tells the sandbox where to send the reports of the account.
 *
 * @param {Sandbox} sandbox
 * @param {Listener} listener
 */
export async function registerListener(sandbox, { url }) {
  const reply = await fetch(`${sandbox.baseUrl}/callbacks?accountNumber=${accountNumber}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "VZ-M2M-Token": m2mToken,
      authorization: `Bearer ${bearerToken}`,
    },
    body: JSON.stringify({ name: "BullseyeReporting", url }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!reply.ok) throw new Problem(`The sandbox did not take the listener: ${await reply.text()}`);
}
