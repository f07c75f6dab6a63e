import { setImmediate, setTimeout } from "node:timers/promises";

/** @import { Socket } from "node:net" */

/** So much is sent of what has no end, to a client that takes it all. */
const MOST = 64 * 2 ** 20;

/**
 * What a fault does with a connection on which it has read a request.
 *
 * @typedef {object} Exchange
 * @property {string} elsewhere an address on another host, where nobody should come
 * @property {(data: string | Uint8Array) => Promise<void>} write resolves when it is sent, or never will be
 * @property {(data: string | Uint8Array) => Promise<void>} writeForEver the same data again and again
 * @property {(data: string, pause: number) => Promise<void>} writeByteByByte with a pause of so many ms after each
 * @property {() => Promise<void>} end closes the connection in order (FIN)
 * @property {() => Promise<void>} reset breaks it (RST)
 * @property {() => Promise<void>} hold keeps it open, and says nothing
 */

/**
 * @param {Socket} socket
 * @param {string} elsewhere
 * @returns {Exchange}
 */
export function exchangeOver(socket, elsewhere) {
  const closed = new Promise((resolve) => socket.once("close", () => resolve(undefined)));

  /** @type {Exchange["write"]} */
  const write = (data) =>
    new Promise((resolve) => {
      if (socket.writable) socket.write(data, () => resolve());
      else resolve();
    });

  return {
    elsewhere,
    write,

    async writeForEver(data) {
      for (let sent = 0; sent < MOST && socket.writable; sent += data.length) await write(data);
      await closed;
    },

    async writeByteByByte(data, pause) {
      socket.setNoDelay();
      for (const byte of Buffer.from(data)) {
        await write(Uint8Array.of(byte));
        await (pause > 0 ? setTimeout(pause) : setImmediate());
        if (!socket.writable) return;
      }
    },

    async end() {
      socket.end();
    },

    async reset() {
      socket.resetAndDestroy();
    },

    async hold() {
      await closed;
    },
  };
}
