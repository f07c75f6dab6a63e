import { TokenError } from "./error.js";

/** @typedef {import("./keeper.js").Kind} Kind */

const lock = "ThingSpace locks an account after five failed logins, until its support opens it";

/** What is asked for, what for, and what to check. */
const words = {
  bearer: { request: "the request for a bearer token", check: "Check the key and the secret" },
  session: { request: "the login", check: "Check the user name, the password, and whether the account is locked" },
};

/** @param {Kind} kind @param {string} reason @param {number} left */
export function refused(kind, reason, left) {
  const { request, check } = words[kind];
  return `ThingSpace refused ${request} (${reason}). ${check}. ${warning(kind, left)}`;
}

/** @param {Kind} kind @param {string} reason */
export function turnedAway(kind, reason) {
  return `ThingSpace turned ${words[kind].request} away without looking at it (${reason}). Try again later.`;
}

/** @param {Kind} kind @param {string} reason @param {number} left */
export function unanswered(kind, reason, left) {
  const { request } = words[kind];
  if (kind === "bearer") return `ThingSpace did not answer ${request} as it should (${reason}). Try again later.`;
  return `ThingSpace did not answer ${request} as it should (${reason}). It may count as failed. ${warning(kind, left)}`;
}

/** @param {Kind} kind @param {number} left how many failures more are allowed */
function warning(kind, left) {
  if (left > 0) return `If the next one fails, too, none is sent until reset() is called.`;
  return `No other is sent until reset() is called${kind === "session" ? `: ${lock}` : ""}.`;
}

/** @param {Kind} kind @param {number} failures */
export function stopped(kind, failures) {
  const { check } = words[kind];
  const message =
    kind === "bearer"
      ? `Nothing was sent, since ThingSpace refused the last ${failures} requests for a bearer token. ${check}; then call reset().`
      : `Nothing was sent, since the last ${failures} logins failed or may have failed, and ${lock}. ${check}; then call reset().`;
  return new TokenError("stopped", message);
}

export function foreignStore() {
  const message =
    "The token store holds something that createTokens did not write, so it is not known how many logins failed. " +
    "Find out who writes to it; reset() then starts anew.";
  return new TokenError("store", message);
}
