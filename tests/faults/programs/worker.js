import * as api from "thingspace-aggregate";
import { runFaults } from "../suite/run-faults.js";

export default {
  /** @param {Request} _request @param {{ ORIGIN: string }} env */
  fetch: async (_request, { ORIGIN }) => Response.json(await runFaults(ORIGIN, api)),
};
