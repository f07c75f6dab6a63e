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
 * What the parts of the gateway share.
 *
 * @typedef {object} Parts
 * @property {Settings} settings
 * @property {GatewayCounters} counters
 * @property {(text: string) => Promise<boolean>} isSecret whether it is the callbacks' secret
 * @property {(context: GatewayContext | undefined) => void} settleSoon if the platform allows work after an answer
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
    const permissions = crossOriginHeaders(request, settings);
    try {
      await ready();
      const response = answerForeignOrigin(request, settings) ?? (await router.fetch(request, { context }));
      // Throws for a response that cannot be sent: an error, or one whose body has already been read.
      return secured(response, permissions);
    } catch (error) {
      failed(error);
      return secured(refusal(500, "INTERNAL_ERROR", "The server failed."), permissions);
    }
  }

  return {
    counters,
    async fetch(request, context) {
      const response = await answer(request, context);
      await drain(request);
      return response;
    },
    submit: submitterFromCode(parts),
    async settle(context) {
      await ready();
      await settle(context);
    },
  };
}
