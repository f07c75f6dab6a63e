import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { unauthorized } from "./refusals.js";

/** @import { Caller } from "thingspace-aggregate/gateway" */

/**
 * Which accounts a person may report on.
 *
 * @callback AccountsOf
 * @param {string} email as Cloudflare Access provides it, with A to Z in lower case
 * @returns {Caller["accounts"]}
 */

/**
 * Admits everyone whom Cloudflare Access has signed in. Access adds a signed token to each request that it lets
 * through. The token is verified here as well, because a request can also reach a worker at an address that Access does
 * not protect.
 *
 * @param {object} how
 * @param {string} how.issuer such as `https://my-team.cloudflareaccess.com`, without a slash at its end
 * @param {string} how.audience the application's audience tag
 * @param {AccountsOf} how.accountsOf
 * @returns {(request: Request) => Promise<Caller | Response>}
 */
export function accessAuthorization({ issuer, audience, accountsOf }) {
  const keys = createRemoteJWKSet(new URL(`${issuer}/cdn-cgi/access/certs`));
  return async ({ headers }) => {
    const token = headers.get("cf-access-jwt-assertion");
    if (token === null) return unauthorized("Sign in first: this request did not come through Cloudflare Access.");
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience, requiredClaims: ["exp"] });
      if (typeof payload.email !== "string") return unauthorized("Sign in as a person: this token names no e-mail.");
      const email = inLowerCase(payload.email);
      return { id: email, accounts: accountsOf(email) };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      return unauthorized(
        "Sign in again: Cloudflare Access did not issue this token for this page, or it has expired.",
      );
    }
  };
}

/**
 * An e-mail address in the form in which it is compared. Case is ignored only for A to Z: in other scripts, letters of
 * different people's addresses may become the same, such as the kelvin sign and K.
 *
 * @param {string} email
 */
export function inLowerCase(email) {
  return email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
