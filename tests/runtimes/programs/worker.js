import * as main from "thingspace-aggregate";
import wasm from "thingspace-aggregate/aggregate.wasm";
import * as slim from "thingspace-aggregate/slim";
import { runSuite } from "../suite/run.js";

/** @typedef {{ ORIGIN: string, THINGSPACE: { fetch: typeof globalThis.fetch } }} Bindings */

export default {
  /** @param {Request} _request @param {Bindings} env */
  async fetch(_request, { ORIGIN, THINGSPACE }) {
    await slim.load(wasm);
    const binding = THINGSPACE.fetch.bind(THINGSPACE);
    const outcomes = await Promise.all([
      runSuite(ORIGIN, { main, slim }),
      runSuite("https://thingspace.test", { "service binding": main }, binding),
    ]);
    return Response.json(outcomes.flat());
  },
};
