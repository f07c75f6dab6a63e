import { load } from "./contestants.js";
import { credentials } from "./far-side.js";
import { requestFor } from "./requests.js";

/** @import { Task } from "../tests/faults/server/fault-server.js" */

/** What the published SDK made of a fault, in words, and whether it still goes on. @typedef {{ words: string, goesOn?: boolean }} Met */

/** The SDK's own time limit, in ms. */
const TIMEOUT = 2_000;

/** In bytes. */
const TOO_MUCH = 2 ** 30;

const LONGEST = 60;

const connect = await load("published-sdk");

process.on("message", async (/** @type {Task} */ { base, large }) => {
  const submit = connect({ ...credentials, baseUrl: base, timeout: TIMEOUT });
  const watch = setInterval(() => {
    if (process.memoryUsage().rss > TOO_MUCH) process.send?.({ words: "takes over 1 GiB of memory", goesOn: true });
  }, 20);
  const words = await submit(requestFor(large ? 10_000 : 1)).then(described, failure);
  clearInterval(watch);
  process.send?.({ words });
});

/** @param {unknown} receipt */
function described(receipt) {
  const { txid } = /** @type {{ txid?: unknown }} */ (receipt ?? {});
  return typeof txid === "string" && txid.trim() !== ""
    ? "receipt"
    : `resolves to \`${cut(JSON.stringify(receipt) ?? "undefined")}\``;
}

/** @param {Error & { statusCode?: number }} error */
function failure({ constructor: { name }, message }) {
  return `\`${name}\`: ${message ? `\`${cut(message)}\`` : "an empty message"}`;
}

/** One line, without what a table or code ends at, and without a port. @param {string} text */
function cut(text) {
  const line = text.replace(/[\s|`]+/g, " ").replace(/:\d{4,5}$/, "");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
