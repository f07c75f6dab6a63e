import { ready } from "#server-core";
import { submitter } from "../api.js";
import * as core from "../server-core.js";
import { submitReport } from "./submit.js";

/**
 * @import { Gateway } from "../gateway.js"
 * @import { Parts } from "./gateway.js"
 */

/** Represents this gateway; nothing ever connects to it. */
const HERE = "https://gateway.invalid";

/**
 * Submits for the server's own code, by the same rules as for a page: what the package in a page would send to the
 * gateway is passed to it without a network.
 *
 * @param {Parts} parts
 * @returns {Gateway["submit"]}
 */
export function submitterFromCode(parts) {
  const { checkDigit } = parts.settings;
  const submit = submitter(ready, core.submitAggregate);

  return async (request, { caller, idempotencyKey = true, signal }, context) => {
    // Its report could not be opened, and would be known to be missing only once ThingSpace had queued it.
    if (typeof caller !== "string" || caller === "") {
      throw new TypeError("gateway.submit needs to know for whom: { caller } must be a text that is not empty.");
    }
    return submit(request, {
      baseUrl: HERE,
      checkDigit,
      idempotencyKey,
      signal,
      fetch: (url, init) =>
        submitReport({
          ...parts,
          request: new Request(url, init),
          caller: { id: caller, accounts: "all" },
          query: new URLSearchParams(),
          txid: "",
          context,
        }),
    });
  };
}
