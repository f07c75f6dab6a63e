import { createServer } from "node:net";
import { freePort } from "../../runtimes/fixtures/free-port.js";
import { listen } from "../../runtimes/fixtures/loopback.js";

/** @import { Socket } from "node:net" */

/** @typedef {"refused" | "closed" | "reset"} Door How a connection ends on which nothing is read. */

/** A port for each. @returns {Promise<{ ports: Record<Door, number>, close: () => void }>} */
export async function openDoors() {
  const closing = createServer((socket) => welcome(socket).end());
  const resetting = createServer((socket) => void welcome(socket).resetAndDestroy());
  const [refused, closed, reset] = await Promise.all([freePort(), listen(closing), listen(resetting)]);
  return {
    ports: { refused, closed, reset },
    close() {
      closing.close();
      resetting.close();
    },
  };
}

/** @param {Socket} socket */
const welcome = (socket) => socket.on("error", () => {}).resume();
