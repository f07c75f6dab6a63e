import * as main from "thingspace-aggregate";
import wasm from "thingspace-aggregate/aggregate.wasm?module";
import * as slim from "thingspace-aggregate/slim";
import { runSuite } from "../suite/run.js";

addEventListener("fetch", (event) => {
  const fetched = /** @type {FetchEvent} */ (event);
  fetched.respondWith(answer(new URL(fetched.request.url).origin));
});

/** @typedef {Event & { request: Request, respondWith: (answer: Promise<Response>) => void }} FetchEvent */

/** @param {string} origin */
async function answer(origin) {
  await slim.load(wasm);
  return Response.json(await runSuite(origin, { main, slim }));
}
