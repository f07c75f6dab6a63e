import { refusal } from "./answers.js";

/** @import { Call } from "./routes.js" */

/**
 * Lets the server log in again after failed logins have stopped it. Only a caller who may use every account may decide
 * that, because all callers share the tokens.
 *
 * @param {Call} call
 */
export async function resetTokens({ caller, settings: { tokens } }) {
  if (caller.accounts !== "all") {
    return refusal(
      403,
      "ACCOUNT_NOT_ALLOWED",
      "Only a caller who may use every account may let this server log in again.",
    );
  }
  if (tokens.reset === undefined) {
    return refusal(404, "NOT_FOUND", "This server does not log in itself, so there is nothing to reset.");
  }
  await tokens.reset();
  return new Response(null, { status: 204 });
}
