import { TokenError } from "./error.js";

/** @typedef {import("./keeper.js").Kind} Kind */

const lock = "ThingSpace locks an account after five failed logins, until its support unlocks it";

/** The name of each request, and what to check if it fails. */
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
  return `ThingSpace turned away ${words[kind].request} without processing it (${reason}). Try again later.`;
}

/** @param {Kind} kind @param {string} reason @param {number} left */
export function unanswered(kind, reason, left) {
  const { request } = words[kind];
  if (kind === "bearer") return `ThingSpace gave an unexpected answer to ${request} (${reason}). Try again later.`;
  return `ThingSpace gave an unexpected answer to ${request} (${reason}). It may count as failed. ${warning(kind, left)}`;
}

/** @param {Kind} kind @param {number} left how many more failures are allowed */
function warning(kind, left) {
  if (left > 0) return `If the next one fails too, no more are sent until reset() is called.`;
  return `No more are sent until reset() is called${kind === "session" ? `: ${lock}` : ""}.`;
}

/** @param {Kind} kind @param {number} failures */
export function stopped(kind, failures) {
  const { check } = words[kind];
  const message =
    kind === "bearer"
      ? `Nothing was sent, because ThingSpace refused the last ${failures} requests for a bearer token. ${check}; then call reset().`
      : `Nothing was sent, because the last ${failures} logins failed or may have failed, and ${lock}. ${check}; then call reset().`;
  return new TokenError("stopped", message);
}

export function foreignStore() {
  const message =
    "The token store contains something that createTokens did not write, so the number of failed logins is unknown. " +
    "Find out what else writes to it; then call reset() to start over.";
  return new TokenError("store", message);
}
