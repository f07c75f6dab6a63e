import { isAggregateReportError, submitAggregate } from "thingspace-aggregate";
import { accepted, refusal } from "./answers.js";
import { failed } from "./failure.js";
import { readJson } from "./read-json.js";

/** @import { AggregateRequest } from "thingspace-aggregate" */

/**
 * @typedef {object} Bindings what the worker is deployed with
 * @property {string} [THINGSPACE_M2M_TOKEN] secret: the session token, for `VZ-M2M-Token`
 * @property {string} [THINGSPACE_BEARER] secret: the OAuth access token, for `Authorization`
 * @property {string} [THINGSPACE_BASE_URL] where ThingSpace is, if not at its public address
 */

/** The largest request in bytes: 10,000 IMEIs take 180,000, and the text fields may be long, too. */
const LARGEST = 512 * 1024;

/** Milliseconds for ThingSpace. Less than the 30 seconds a browser waits, so that it hears of it. */
const PATIENCE = 25_000;

/**
 * Takes a report request from a page, and submits it with the tokens of this server.
 *
 * Nothing is tried again here: the answer goes back as it is, and the package in the browser, which goes by the same
 * rules, tries again where that is safe, in sight of somebody who can cancel.
 *
 * @param {Request} request
 * @param {Bindings} bindings
 * @returns {Promise<Response>}
 */
export async function submitReport(request, bindings) {
  const portalInitiated = request.headers.get("x-portal-initiated") ?? "true";
  if (portalInitiated !== "true" && portalInitiated !== "false") {
    return refusal(400, "INVALID_PARAMETER", "The header X-Portal-Initiated must be true or false.");
  }
  const json = await readJson(request, LARGEST);
  if ("refused" in json) return json.refused;

  try {
    // Whatever the page sent, the package looks at it before anything is sent on.
    const receipt = await submitAggregate(/** @type {AggregateRequest} */ (json.value), {
      token: bindings.THINGSPACE_M2M_TOKEN,
      bearer: bindings.THINGSPACE_BEARER,
      baseUrl: bindings.THINGSPACE_BASE_URL,
      portalInitiated: portalInitiated === "true",
      timeout: PATIENCE,
      retry: 0,
    });
    console.log(`Report ${receipt.txid}: ${receipt.status}`);
    return accepted(receipt);
  } catch (error) {
    if (!isAggregateReportError(error)) throw error;
    return failed(error);
  }
}
