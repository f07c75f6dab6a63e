import * as core from "../core.js";
import { AggregateReportError } from "../error.js";

/**
 * @import { CoreFleet } from "../core.js"
 * @import { FleetOptions, FleetRequest } from "../index.js"
 */

/**
 * A fleet's request and options, read once and checked as far as they can be without the devices.
 *
 * @param {FleetRequest} request
 * @param {FleetOptions} [options]
 * @returns {CoreFleet}
 * @throws {AggregateReportError} of kind `invalid`
 */
export function readFleet(request, options) {
  const fleet = core.readFleet(request, options);
  if ("kind" in fleet) throw new AggregateReportError(fleet);
  return fleet;
}
