/** @import { AddressInfo, Server } from "node:net" */

/**
 * Listens on loopback.
 *
 * @param {Server} server
 * @returns {Promise<number>} the port
 */
export function listen(server) {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(/** @type {AddressInfo} */ (server.address()).port));
  });
}
