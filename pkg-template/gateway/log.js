/**
 * @import { GatewayEvent } from "../gateway.js"
 * @import { Settings } from "./options.js"
 */

/**
 * @param {GatewayEvent} event
 * @param {Settings} settings
 */
export function log(event, { log }) {
  try {
    if (log !== undefined) log(event);
    else if (event.level !== "info") console[event.level](JSON.stringify(event));
  } catch {
    // A report must not fail because logging does.
  }
}

/**
 * What to log about something that was thrown. An error may quote its input, so anything that must not be logged is
 * removed.
 *
 * @param {unknown} error
 * @param {Settings} settings
 */
export function describe(error, { secrets, tokens }) {
  const text = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  const confidential = [...secrets, tokens.token, tokens.bearer].filter((value) => typeof value === "string");
  return confidential.reduce((clean, value) => clean.replaceAll(value, "…"), text);
}

/**
 * Why there is no token, for the log. The messages of createTokens contain no credentials; what other functions throw
 * may.
 *
 * @param {unknown} error
 */
export function reasonOf(error) {
  return error instanceof Error && error.name === "TokenError" ? error.message : "";
}
