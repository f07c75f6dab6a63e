import * as main from "thingspace-aggregate";
import * as inline from "thingspace-aggregate/inline";
import { ok, rejection } from "../suite/expect.js";
import { runSuite } from "../suite/run.js";

/** @typedef {{ ORIGIN: string, THINGSPACE: { fetch: typeof globalThis.fetch } }} Bindings */

export default {
  /** @param {Request} _request @param {Bindings} env */
  async fetch(_request, { ORIGIN, THINGSPACE }) {
    const refused = String(await rejection(inline.validateAggregate({})));
    ok(refused.includes('without "/inline"'), `an error that says what to import instead, not: ${refused}`);

    const binding = THINGSPACE.fetch.bind(THINGSPACE);
    return Response.json([
      ...(await runSuite(ORIGIN, { main })),
      ...(await runSuite("https://thingspace.test", { "service binding": main }, binding)),
    ]);
  },
};
