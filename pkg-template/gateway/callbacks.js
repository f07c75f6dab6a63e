import * as core from "../server-core.js";
import { refusal } from "./answers.js";
import { describe, log } from "./log.js";
import { readText } from "./read-text.js";

/**
 * @import { GatewayContext } from "../gateway.js"
 * @import { Parts } from "./gateway.js"
 */

/** Bytes. */
const LARGEST = 1024 * 1024;

/**
 * Stores a callback. It is acknowledged only once it is durable, because an acknowledged callback is not sent again.
 * The answer does not reveal whether a report with its `txid` is known.
 *
 * @param {Parts & { request: Request, secret: string, context: GatewayContext | undefined }} call
 * @returns {Promise<Response | undefined>} undefined without the secret
 */
export async function takeCallback({ request, secret, context, settings, counters, isSecret, settleSoon }) {
  if (!(await isSecret(secret))) return undefined;

  const refused = (
    /** @type {"not_a_callback" | "too_large" | "not_verified"} */ reason,
    /** @type {Response} */ response,
  ) => {
    counters.callbacksRefused += 1;
    log({ event: "callback_refused", level: "warn", reason }, settings);
    return response;
  };
  const read = await readText(request, LARGEST);
  if ("refused" in read) return refused(read.refused.status === 413 ? "too_large" : "not_a_callback", read.refused);
  const { text } = read;

  try {
    if (settings.verify !== undefined && (await settings.verify(request, text)) !== true) {
      return refused("not_verified", refusal(403, "NOT_VERIFIED", "The callback does not prove its origin."));
    }
    const callback = core.readCallback(text);
    if (callback === undefined) {
      return refused("not_a_callback", refusal(400, "NOT_A_CALLBACK", "The body is not a callback of a usage report."));
    }
    const { isComplete } = await settings.inbox.record({ ...callback, body: text });
    counters.callbacks += 1;
    if (isComplete) settleSoon(context);
    return new Response(null, { status: 204 });
  } catch (error) {
    counters.callbacksFailed += 1;
    log({ event: "callback_failed", level: "error", message: describe(error, settings) }, settings);
    return refusal(503, "UNAVAILABLE", "The callback could not be stored. Send it again.", { "retry-after": "5" });
  }
}
