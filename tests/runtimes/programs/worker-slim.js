import wasm from "thingspace-aggregate/aggregate.wasm";
import * as slim from "thingspace-aggregate/slim";
import { runSuite } from "../suite/run.js";

export default {
  /** @param {Request} _request @param {{ ORIGIN: string }} env */
  async fetch(_request, { ORIGIN }) {
    await slim.load(wasm);
    return Response.json(await runSuite(ORIGIN, { slim }));
  },
};
