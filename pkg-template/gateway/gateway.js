import { ready } from "#server-core";
import { refusal, secured } from "./answers.js";
import { drain } from "./drain.js";
import { describe, log } from "./log.js";
import { answerForeignOrigin, crossOriginHeaders } from "./origins.js";
import { routerOf } from "./routes.js";
import { secretCheck } from "./secret.js";
import { settlerOf } from "./settle.js";
import { submitterFromCode } from "./submit-from-code.js";

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
 * @property {(text: string) => Promise<boolean>} isSecret whether it is the callbacks' secret
 * @property {(context: GatewayContext | undefined) => void} settleSoon where the platform lets it go on after an answer
 */

/**
 * @param {Settings} settings
 * @returns {Gateway}
 */
export function gatewayOf(settings) {
  const counters = { submitted: 0, callbacks: 0, callbacksRefused: 0, callbacksFailed: 0 };
  const settle = settlerOf(settings);
  const parts = { settings, counters, isSecret: secretCheck(settings.secrets), settleSoon };
  const router = routerOf(parts);

  /** @param {unknown} error */
  const failed = (error) => log({ event: "failed", level: "error", message: describe(error, settings) }, settings);

  /** @param {GatewayContext | undefined} context */
  function settleSoon(context) {
    if (settings.onSettled !== undefined) context?.waitUntil?.(settle(context).catch(failed));
  }

  /**
   * @param {Request} request
   * @param {GatewayContext | undefined} context
   */
  async function answer(request, context) {
    try {
      await ready();
      return answerForeignOrigin(request, settings) ?? (await router.fetch(request, { context }));
    } catch (error) {
      failed(error);
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
    submit: submitterFromCode(parts),
    async settle(context) {
      await ready();
      await settle(context);
    },
  };
}
