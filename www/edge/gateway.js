import { durableInbox, durableTokens } from "thingspace-aggregate/cloudflare";
import { createGateway } from "thingspace-aggregate/gateway";
import { authorizationOf } from "./authorization.js";

/**
 * @import { Gateway } from "thingspace-aggregate/gateway"
 * @import { Bindings } from "./bindings.js"
 */

/** One gateway for the bindings of an isolate. @type {WeakMap<Bindings, Gateway>} */
const gateways = new WeakMap();

/**
 * @param {Bindings} bindings
 * @returns {Gateway}
 */
export function gatewayOf(bindings) {
  const known = gateways.get(bindings);
  if (known) return known;
  const gateway = makeGateway(bindings);
  gateways.set(bindings, gateway);
  return gateway;
}

/** @param {Bindings} bindings */
function makeGateway(bindings) {
  return createGateway({
    authorize: authorizationOf(bindings),
    tokens: durableTokens(bindings, {
      key: bindings.THINGSPACE_KEY,
      secret: bindings.THINGSPACE_SECRET,
      username: bindings.THINGSPACE_USERNAME,
      password: bindings.THINGSPACE_PASSWORD,
      baseUrl: bindings.THINGSPACE_ORIGIN,
    }),
    inbox: durableInbox(bindings),
    callbacks: { secret: secretsOf(bindings) },
    baseUrl: `${bindings.THINGSPACE_ORIGIN}/api/hyper-precise/v1`,
    publicUrl: bindings.PUBLIC_URL,
    // The page checks it, unless the user says that their modules have wrong ones.
    checkDigit: false,
  });
}

/**
 * One secret, or two while it is being changed.
 *
 * @param {Bindings} bindings
 * @returns {string | readonly [current: string, previous: string]}
 */
function secretsOf({ CALLBACK_SECRET, PREVIOUS_CALLBACK_SECRET }) {
  return PREVIOUS_CALLBACK_SECRET ? [CALLBACK_SECRET, PREVIOUS_CALLBACK_SECRET] : CALLBACK_SECRET;
}
