import type { TokenNeed } from "./index.js";

/**
 * Gets ThingSpace's two tokens with the credentials of a server, keeps them, and renews them, as the options `token` and
 * `bearer` of `submitAggregate` take them:
 *
 * ```ts
 * const { token, bearer } = createTokens({ key, secret, username, password });
 * await submitAggregate(request, { token, bearer });
 * ```
 *
 * Nothing is sent before a token is asked for. First comes the OAuth access token (`bearer`), with key and secret, then
 * the login with it, which gives the session token (`token`). However many calls wait, there is one request at a time
 * for each, and all of them get what came of it. A token is renewed
 *
 * - ahead of its end: the access token a minute before its hour is over, the session token after 19 minutes without use
 *   (the service ends it after 20; using it keeps it alive, also across restarts, with a `store`);
 * - after a 401, once for all requests that were under way with it: within 30 seconds after a rejected token was
 *   replaced, another rejection is taken to be of the old one.
 *
 * **ThingSpace locks an account after five failed logins, until its support opens it.** So after two in a row that
 * failed, or may have failed, nothing more is sent, also after a restart, and every call rejects with a
 * {@link TokenError} of kind `stopped`, until {@link Tokens.reset} is called. New credentials do not do that by
 * themselves. A login counts as failed from before it is sent until it has succeeded: when it is refused, when the answer
 * is an odd one (500, a redirect, 200 without a token), when there is none (a broken connection, a timeout), and when
 * this process ends meanwhile. Only 429, and 503 with `Retry-After`, do not count, since ThingSpace then has not looked
 * at it. After a failed login, the next one is sent only after a fresh access token came, so that an outage of
 * ThingSpace spends one login, not both. Of requests for the access token, those that are refused (400, 401, 403) count
 * in the same way, by a count of their own. No login is ever retried by itself: the next call tries again.
 *
 * Redirects are not followed, and a reply of more than 64 KiB is not read. No credential and no token is in an error, nor
 * visible in the object that is returned.
 *
 * @throws {TypeError} when an option is missing or wrong; it names all that are
 */
export function createTokens(options: TokenOptions): Tokens;

/** Whose tokens, and how to get them. */
export interface TokenOptions {
  /** The key of the application, as ThingSpace's key management shows it. No colon. */
  key: string;

  /** The secret that belongs to the key. */
  secret: string;

  /** The user name of the login (of ThingSpace's "UWS" account). */
  username: string;

  /** The password of the login. */
  password: string;

  /** Used in place of the global `fetch`: an instrumented one, or that of a service binding. */
  fetch?: typeof globalThis.fetch | undefined;

  /**
   * Where tokens, and the count of failed logins, are kept. Default: in memory, so that each start of the process logs in
   * anew, and **begins a new count**. A server that may be restarted by itself needs a store that stays.
   */
  store?: TokenStore | undefined;

  /** ThingSpace's origin. Default `https://thingspace.verizon.com`. `https:`, or `http:` on the loopback interface. */
  baseUrl?: string | URL | undefined;

  /** Milliseconds for one request, its reply included. Default 10,000. */
  timeout?: number | undefined;

  /** The time in milliseconds since 1970, for tests. Default `Date.now`. */
  now?: (() => number) | undefined;
}

/**
 * Keeps a text: a row, a file, an entry of a Durable Object's storage. **The text holds tokens**, so it must be as well
 * protected as a password: not readable by others, never logged. It does not hold the credentials. Its form is nobody
 * else's business and may change.
 *
 * What was written must be what is read next, also after a restart: a cache that may lag behind would lose count of failed
 * logins. In one process any number of {@link createTokens} may share one store object; they take turns. Several processes
 * may share what is behind it, too, but two that log in at the very same moment do not see each other: where that matters,
 * keep the tokens in one place, such as one Durable Object.
 */
export interface TokenStore {
  /** Resolves to what was last written, or to `undefined`. */
  read(): Promise<string | undefined>;

  /** Resolves when the text is durable. */
  write(text: string): Promise<void>;
}

/** What {@link createTokens} returns. The functions need no `this`. */
export interface Tokens {
  /** Gives the session token, for `VZ-M2M-Token`. Rejects with a {@link TokenError}. */
  readonly token: (need?: Partial<TokenNeed>) => Promise<string>;

  /** Gives the OAuth access token, for `Authorization: Bearer …`. Rejects with a {@link TokenError}. */
  readonly bearer: (need?: Partial<TokenNeed>) => Promise<string>;

  /**
   * Forgets failed logins, so that two more are allowed. For a person to call, who has found out why they failed. A program
   * that calls it by itself locks the account. Tokens that are good stay.
   */
  readonly reset: () => Promise<void>;
}

/** Why there is no token. Never holds a credential or a token. */
export interface TokenError extends Error {
  readonly name: "TokenError";
  readonly kind: TokenErrorKind;

  /** The status of the reply, where there was one. */
  readonly status?: number;

  /** How many milliseconds ThingSpace asks to wait, when it said so. */
  readonly retryAfter?: number;
}

/**
 * - `refused`: ThingSpace does not take the credentials
 * - `turned_away`: it did not look at them, being busy; try again later
 * - `unanswered`: there was no answer, or none that was to be expected; a login may count as failed
 * - `stopped`: nothing was sent, after two failures in a row; see {@link Tokens.reset}
 * - `store`: the store failed, or holds what `createTokens` did not write; no login was sent that it could not count
 */
export type TokenErrorKind = "refused" | "turned_away" | "unanswered" | "stopped" | "store";
