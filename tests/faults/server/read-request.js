/** @import { Socket } from "node:net" */

/** @typedef {{ method: string, path: string, headers: Map<string, string>, length: number }} Head */

/**
 * Reads requests from a connection, each piece only when it is asked for. After the end of the connection there are no
 * more: what is asked for then is `undefined`.
 *
 * @param {Socket} socket
 */
export function requestReader(socket) {
  let buffered = Buffer.alloc(0);
  let ended = false;
  let wake = () => {};
  socket.on("data", take);
  socket
    .once("close", end)
    .once("end", end)
    .on("error", () => {}); // some are broken on purpose

  /** @param {Buffer} chunk */
  function take(chunk) {
    buffered = Buffer.concat([buffered, chunk]);
    wake();
  }

  function end() {
    ended = true;
    wake();
  }

  /** @param {() => boolean} isThere */
  async function until(isThere) {
    while (!isThere()) {
      if (ended) return false;
      await new Promise((resolve) => {
        wake = () => resolve(undefined);
      });
    }
    return true;
  }

  return {
    /** @returns {Promise<Head | undefined>} of the next request, which stays where it is */
    async head() {
      const there = await until(() => buffered.includes("\r\n\r\n"));
      return there ? parse(buffered.subarray(0, buffered.indexOf("\r\n\r\n")).toString("latin1")) : undefined;
    },

    /** Takes a request off. @param {Head} head */
    async take({ length }) {
      const whole = buffered.indexOf("\r\n\r\n") + 4 + length;
      await until(() => buffered.length >= whole);
      buffered = buffered.subarray(whole);
    },

    /** Stops reading, and puts back what was not taken. */
    release() {
      socket.pause();
      socket.removeListener("data", take);
      if (buffered.length > 0) socket.unshift(buffered);
    },
  };
}

/** @param {string} text @returns {Head} */
function parse(text) {
  const [first = "", ...lines] = text.split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  const headers = new Map(
    lines.map((line) => [line.split(":", 1)[0]?.toLowerCase() ?? "", line.replace(/^.*?: */, "")]),
  );
  return { method, path, headers, length: Number(headers.get("content-length") ?? 0) };
}
