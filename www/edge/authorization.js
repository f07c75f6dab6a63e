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
      issuer: readIssuer(ACCESS_ISSUER),
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
 * Tokens name their issuer in exactly this form, so with any other nobody could sign in.
 *
 * @param {string} issuer
 */
function readIssuer(issuer) {
  if (URL.canParse(issuer)) {
    const { protocol, origin } = new URL(issuer);
    if (protocol === "https:" && origin === issuer) return issuer;
  }
  throw new Error("ACCESS_ISSUER must be https:// and your team's host in lower case, without a slash at its end.");
}

/**
 * @param {string} [text] JSON: `{ "someone@example.com": ["0000123456-00001"] }`, or `"all"` for a list
 * @returns {Map<string, Caller["accounts"]>}
 */
function readUsers(text = "{}") {
  /** @type {Map<string, Caller["accounts"]>} */
  const users = new Map();
  for (const [email, accounts] of Object.entries(objectIn(text))) {
    const name = inLowerCase(email);
    if (users.has(name)) throw new Error(`PORTAL_USERS has ${name} twice: case does not distinguish addresses.`);
    if (!isAccounts(accounts)) {
      throw new Error(`In PORTAL_USERS, the value for ${email} must be a list of account numbers, or "all".`);
    }
    users.set(name, accounts);
  }
  return users;
}

/**
 * @param {string} text
 * @returns {object}
 */
function objectIn(text) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    // Reported below.
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error('PORTAL_USERS must be a JSON object, such as { "someone@example.com": ["0000123456-00001"] }.');
}

/**
 * @param {unknown} value
 * @returns {value is Caller["accounts"]}
 */
function isAccounts(value) {
  return value === "all" || (Array.isArray(value) && value.every((account) => typeof account === "string"));
}
