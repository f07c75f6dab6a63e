import { createServer } from "node:net";
import { Problem } from "../problem.js";

/**
 * Makes sure before the long work that the portal will find its place.
 *
 * @param {number} port
 * @throws {Problem} when it is taken
 */
export async function checkPortIsFree(port) {
  const server = createServer();
  try {
    await new Promise((/** @type {(value?: undefined) => void} */ resolve, reject) => {
      server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : error;
    throw new Problem(
      reason === "EADDRINUSE"
        ? `Port ${port} is in use, perhaps by another npm start. Stop it, or choose another port: npm start -- --port 8788`
        : `Port ${port} cannot be used (${reason}). Choose another port: npm start -- --port 8788`,
    );
  }
  await new Promise((resolve) => server.close(resolve));
}
