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
    // A report must not fail because nobody can be told of it.
  }
}

/**
 * What to log of something that was thrown. An error may quote what it failed on, so what must not be logged is taken
 * out.
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
 * Why there is no token, for the log. What createTokens says holds no credentials; what other functions throw may.
 *
 * @param {unknown} error
 */
export function reasonOf(error) {
  return error instanceof Error && error.name === "TokenError" ? error.message : "";
}
