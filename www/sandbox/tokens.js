import { Expiring } from "./expiring.js";
import { bearerToken, consumer, m2mToken, refusal, user } from "./known.js";
import { json, refused } from "./replies.js";

/**
 * @import { IncomingHttpHeaders } from "node:http"
 * @import { Reply } from "./faults.js"
 */

/** After so many failed logins in a row, the account is locked, and the right password is refused, too. */
const MOST_FAILED_LOGINS = 5;

const basic = `Basic ${Buffer.from(`${consumer.key}:${consumer.secret}`).toString("base64")}`;

/**
 * The token service and the login, and whose tokens are accepted: those fixed in known.js, and those given here, until
 * they expire or are revoked.
 */
export class Tokens {
  /** How many logins were refused in a row. */
  failedLogins = 0;

  /** Seconds: a bearer token lives so long from when it was first given, a session token from when it was last used. */
  lifetime = { bearer: 3600, session: 20 * 60 };

  /** Who may log in; a test may change the password. @type {{ username: string, password: string }} */
  user = { ...user };

  #bearers;
  #sessions;

  /** @param {() => number} now milliseconds since 1970 */
  constructor(now) {
    this.#bearers = new Expiring(now);
    this.#sessions = new Expiring(now);
  }

  get isLocked() {
    return this.failedLogins >= MOST_FAILED_LOGINS;
  }

  /** As ThingSpace's support does it. */
  unlock() {
    this.failedLogins = 0;
  }

  /** Makes tokens that were given invalid: the bearer tokens, the session tokens, or both. @param {"bearer" | "session"} [kind] */
  revoke(kind) {
    if (kind !== "session") this.#bearers.clear();
    if (kind !== "bearer") this.#sessions.clear();
  }

  /**
   * Does a request carry tokens that are valid? Using a session token keeps it alive.
   *
   * @param {IncomingHttpHeaders} headers
   * @param {"documented" | "sdk"} wire the SDKs always need both tokens
   */
  accept(headers, wire) {
    const { authorization } = headers;
    const session = String(headers["vz-m2m-token"]);
    const isAlive = session === m2mToken || this.#sessions.secondsLeft(session) > 0;
    const isComplete = authorization === undefined ? wire === "documented" : this.#isBearer(authorization);
    if (!isAlive || !isComplete) return false;
    if (session !== m2mToken) this.#sessions.extend(session, this.lifetime.session);
    return true;
  }

  /**
   * As the service's guides say, a key gets the same token until that expires.
   *
   * @param {IncomingHttpHeaders} headers
   * @param {Buffer} body
   * @returns {Reply}
   */
  giveBearer(headers, body) {
    if (headers.authorization !== basic) {
      return json(401, { error: "invalid_client", error_description: "Client Authentication failed." });
    }
    const form = new URLSearchParams(body.toString());
    const isForm = headers["content-type"]?.split(";")[0] === "application/x-www-form-urlencoded";
    if (!isForm || form.get("grant_type") !== "client_credentials") {
      return json(400, { error: "unsupported_grant_type", error_description: "grant_type must be client_credentials" });
    }
    const [token = this.#bearers.issue(this.lifetime.bearer)] = this.#bearers.alive();
    return json(200, { access_token: token, token_type: "Bearer", expires_in: this.#bearers.secondsLeft(token) });
  }

  /**
   * @param {IncomingHttpHeaders} headers
   * @param {Buffer} body
   * @returns {Reply}
   */
  login(headers, body) {
    // The API gateway in front of the login sees to this; the login itself never hears of it.
    if (!this.#isBearer(headers.authorization)) {
      const description = "Access failure for API: /m2m/v1, version: v1. Give the correct access token";
      return json(401, { fault: { code: "900901", message: "Invalid Credentials", description } });
    }
    if (this.isLocked) return refused(refusal(400, "UnifiedWebService.REQUEST_FAILED", "The account is locked"));
    if (!isLoginOf(this.user, body)) {
      this.failedLogins++;
      return refused(refusal(400, "UnifiedWebService.REQUEST_FAILED", "The user name or the password is wrong"));
    }
    this.failedLogins = 0;
    return json(200, { sessionToken: this.#sessions.issue(this.lifetime.session) });
  }

  /** @param {string | undefined} authorization */
  #isBearer(authorization) {
    const [, token = ""] = /^Bearer (.+)$/.exec(authorization ?? "") ?? [];
    return token === bearerToken || this.#bearers.secondsLeft(token) > 0;
  }
}

/** @param {{ username: string, password: string }} user @param {Buffer} body */
function isLoginOf({ username, password }, body) {
  try {
    const login = JSON.parse(body.toString());
    return login.username === username && login.password === password;
  } catch {
    return false;
  }
}
