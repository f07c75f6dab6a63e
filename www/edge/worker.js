import { gatewayOf } from "./gateway.js";
import { notConfigured } from "./refusals.js";

/**
 * @import { GatewayContext } from "thingspace-aggregate/gateway"
 * @import { Bindings } from "./bindings.js"
 */

export { AccountObject, CallerObject, ReportObject, TokenObject } from "thingspace-aggregate/cloudflare";

/**
 * Everything in one worker: the gateway, which keeps the tokens; the inbox, in Durable Objects; and the portal, whose
 * files are served before the worker is called.
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
      // A gateway never rejects, so creating it must have failed.
      console.error(error);
      return notConfigured();
    }
  },

  /**
   * A report settles once no more callbacks arrive, so only a timer can notice.
   *
   * @param {unknown} _
   * @param {Bindings} bindings
   * @param {GatewayContext} context
   */
  scheduled: (_, bindings, context) => gatewayOf(bindings).settle(context),
};
