import { once } from "node:events";
import { createServer } from "node:http";
import { receipt } from "./far-side.js";

/** @typedef {{ body: string | Uint8Array, type: string }} Page */

const LONGEST = 20_000;

/**
 * A server in this process, so that the start of something and its first request are read from one clock.
 *
 * @param {Record<string, Page>} [pages] by path, served to GET
 */
export async function listen(pages = {}) {
  /** @type {{ at: number, method: string, path: string }[]} */
  let arrived = [];
  let notify = () => {};
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    arrived.push({ at: performance.now(), method: request.method ?? "", path });
    notify();
    const page = request.method === "GET" ? pages[path] : { body: receipt, type: "application/json" };
    request.resume().on("end", () => {
      response.writeHead(page ? 200 : 404, { "content-type": page?.type ?? "text/plain" }).end(page?.body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  return {
    baseUrl: `http://127.0.0.1:${port}`,

    /** Forgets what has arrived so far. */
    reset() {
      arrived = [];
    },

    /**
     * When the first request with this method arrived.
     * @param {"GET" | "POST"} method
     * @returns {Promise<number>} a `performance.now()`
     */
    async first(method) {
      const deadline = setTimeout(() => notify(), LONGEST);
      const started = performance.now();
      try {
        for (;;) {
          const found = arrived.find((request) => request.method === method);
          if (found) return found.at;
          if (performance.now() - started >= LONGEST) throw new Error("sends nothing");
          await new Promise((resolve) => {
            notify = () => resolve(undefined);
          });
        }
      } finally {
        clearTimeout(deadline);
      }
    },

    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
