import { ready } from "#server-core";
import { refusal, secured } from "./answers.js";
import { drain } from "./drain.js";
import { describe, log } from "./log.js";
import { answerForeignOrigin, crossOriginHeaders } from "./origins.js";
import { routerOf } from "./routes.js";
import { settlerOf } from "./settle.js";

/**
 * @import { Gateway, GatewayContext, GatewayCounters } from "../gateway.js"
 * @import { Settings } from "./options.js"
 */

/**
 * What each part of the gateway works with.
 *
 * @typedef {object} Parts
 * @property {Settings} settings
 * @property {GatewayCounters} counters
 * @property {(context: GatewayContext | undefined) => Promise<void>} settle
 */

/**
 * @param {Settings} settings
 * @returns {Gateway}
 */
export function gatewayOf(settings) {
  const counters = { submitted: 0, callbacks: 0, callbacksRefused: 0, callbacksFailed: 0 };
  const settle = settlerOf(settings);
  const router = routerOf({ settings, counters, settle });

  /**
   * @param {Request} request
   * @param {GatewayContext | undefined} context
   */
  async function answer(request, context) {
    try {
      await ready();
      return answerForeignOrigin(request, settings) ?? (await router.fetch(request, { context }));
    } catch (error) {
      log({ event: "failed", level: "error", message: describe(error, settings) }, settings);
      return refusal(500, "INTERNAL_ERROR", "The server failed.");
    }
  }

  return {
    counters,
    async fetch(request, context) {
      const response = await answer(request, context);
      await drain(request);
      return secured(response, crossOriginHeaders(request, settings));
    },
    async settle(context) {
      await ready();
      await settle(context);
    },
  };
}
