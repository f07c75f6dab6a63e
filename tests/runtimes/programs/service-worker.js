import { runIn } from "./browser-suite.js";

/** @typedef {MessageEvent & { waitUntil: (work: Promise<unknown>) => void }} ExtendableMessageEvent */

addEventListener("message", (event) => {
  const { ports, waitUntil } = /** @type {ExtendableMessageEvent} */ (event);
  waitUntil.call(
    event,
    runIn("service-worker").then((outcomes) => ports[0]?.postMessage(outcomes)),
  );
});
