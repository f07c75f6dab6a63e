import { gatewayOf } from "./gateway.js";
import { notConfigured } from "./refusals.js";

/**
 * @import { GatewayContext } from "thingspace-aggregate/gateway"
 * @import { Bindings } from "./bindings.js"
 */

export { AccountObject, CallerObject, ReportObject, TokenObject } from "thingspace-aggregate/cloudflare";

/**
 * The whole of a report's way in one worker: the gateway, which keeps the tokens; the inbox, in Durable Objects; and the
 * portal, whose files are answered before the worker is asked.
 */
export default {
  /**
   * @param {Request} request
   * @param {Bindings} bindings
   * @param {GatewayContext} context
   */
  async fetch(request, bindings, context) {
    try {
      return await gatewayOf(bindings).fetch(request, context);
    } catch (error) {
      // A gateway never rejects, so it could not be made.
      console.error(error);
      return notConfigured();
    }
  },

  /**
   * A report settles when no more callbacks come, so nothing but the clock can tell.
   *
   * @param {unknown} _
   * @param {Bindings} bindings
   * @param {GatewayContext} context
   */
  scheduled: (_, bindings, context) => gatewayOf(bindings).settle(context),
};
