import { accessAuthorization, inLowerCase } from "./access.js";
import { unauthorized } from "./refusals.js";

/**
 * @import { Caller } from "thingspace-aggregate/gateway"
 * @import { Bindings } from "./bindings.js"
 */

/** @typedef {(request: Request) => Promise<Caller | Response>} Authorize */

/**
 * Who may use this worker, according to its bindings: the people whom Cloudflare Access signs in or, only for
 * `npm start`, everyone on this machine.
 *
 * @param {Bindings} bindings
 * @returns {Authorize}
 * @throws if the bindings name neither
 */
export function authorizationOf({ ACCESS_ISSUER, ACCESS_AUDIENCE, PORTAL_USERS, DEMO }) {
  if (ACCESS_ISSUER && ACCESS_AUDIENCE) {
    const users = readUsers(PORTAL_USERS);
    return accessAuthorization({
      issuer: ACCESS_ISSUER,
      audience: ACCESS_AUDIENCE,
      accountsOf: (email) => users.get(email) ?? [],
    });
  }
  if (DEMO === "loopback") return everybodyOnThisMachine;
  throw new Error("Set ACCESS_ISSUER and ACCESS_AUDIENCE: without them nobody could be told from anybody else.");
}

/**
 * For the demonstration: it requires no sign-in, so it answers only on the loopback interface. The URL alone does not
 * prove that: miniflare takes it from a header that any page can send, but leaves `Host` as the browser wrote it.
 *
 * @type {Authorize}
 */
async function everybodyOnThisMachine({ url, headers }) {
  const asked = headers.get("host");
  const isHere = isOnThisMachine(url) && (asked === null || isOnThisMachine(`http://${asked}`));
  if (isHere) return { id: "demonstration", accounts: "all" };
  return unauthorized(
    "This is the demonstration of `npm start`, which lets everybody in, so it answers on loopback only.",
  );
}

/** @param {string} url */
function isOnThisMachine(url) {
  return URL.canParse(url) && ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
}

/**
 * @param {string | undefined} text JSON: `{ "someone@example.com": ["0000123456-00001"] }`, or `"all"` for a list
 * @returns {Map<string, Caller["accounts"]>}
 */
function readUsers(text) {
  /** @type {unknown} */
  const users = JSON.parse(text ?? "{}");
  const entries = Object.entries(Object(users));
  for (const [email, accounts] of entries) {
    if (accounts === "all") continue;
    if (Array.isArray(accounts) && accounts.every((account) => typeof account === "string")) continue;
    throw new Error(`In PORTAL_USERS, the value for ${email} must be a list of account numbers, or "all".`);
  }
  return new Map(entries.map(([email, accounts]) => [inLowerCase(email), accounts]));
}
