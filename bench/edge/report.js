import { submitAggregate } from "thingspace-aggregate";
import { accountNumber } from "../../www/sandbox/known.js";
import { requestFor } from "../requests.js";

/**
 * Submits through the gateway, as the portal does.
 *
 * @param {string} gateway
 * @param {number} devices
 * @returns {Promise<{ txid: string, imeis: readonly string[] }>}
 */
export async function submit(gateway, devices) {
  const request = { ...requestFor(devices), accountNumber };
  const { txid } = await submitAggregate(request, { baseUrl: gateway });
  return { txid, imeis: /** @type {string[]} */ (request.imei) };
}
