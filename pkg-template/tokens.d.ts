import type { TokenNeed } from "./index.js";

/**
 * Obtains ThingSpace's two tokens with a server's credentials, stores them and renews them. The result has the
 * functions that `submitAggregate` takes as its options `token` and `bearer`:
 *
 * ```ts
 * const { token, bearer } = createTokens({ key, secret, username, password });
 * await submitAggregate(request, { token, bearer });
 * ```
 *
 * Nothing is sent until a token is asked for. The OAuth access token (`bearer`) comes first, for the key and the
 * secret; then the login with it, which yields the session token (`token`). However many calls are waiting, there is
 * one request at a time for each token, and all of them get its outcome. A token is renewed
 *
 * - before it expires: the access token a minute before its hour is over, the session token after 19 minutes without
 *   use (the service ends it after 20; using it keeps it alive, even across restarts if there is a `store`);
 * - after a 401, once for all requests that were in progress with it: within 30 seconds after a rejected token was
 *   replaced, another rejection is assumed to refer to the old one.
 *
 * **ThingSpace locks an account after five failed logins, until its support unlocks it.** So after two logins in a row
 * that failed, or may have failed, nothing more is sent, even after a restart, and every call rejects with a
 * {@link TokenError} of kind `stopped` until {@link Tokens.reset} is called. New credentials alone do not change that.
 * A login counts as failed from before it is sent until it has succeeded: also if the answer is unexpected (500, a
 * redirect, 200 without a token), if there is none (a broken connection, a timeout), and if the process ends in the
 * meantime. Only 429, and 503 with `Retry-After`, do not count, because ThingSpace has not processed the login then.
 * After a failed login, the next one is sent only once a new access token has arrived, so that an outage of ThingSpace
 * uses up one login, not both. Requests for the access token that are refused (400, 401, 403) count in the same way,
 * separately from logins. No login is retried automatically: the next call tries again.
 *
 * Redirects are not followed, and at most 64 KiB of a reply are read. No error contains a credential or a token, and
 * none is visible in the object that is returned.
 *
 * @throws {TypeError} if options are missing or invalid; the message names all of them
 */
export function createTokens(options: TokenOptions): Tokens;

/** The credentials, and how to use them. */
export interface TokenOptions {
  /** The application's key, as ThingSpace's key management shows it. No colon. */
  key: string;

  /** The secret that belongs to the key. */
  secret: string;

  /** The user name for the login (that of ThingSpace's "UWS" account). */
  username: string;

  /** The password for the login. */
  password: string;

  /**
   * Used instead of the global `fetch`: for example an instrumented one, or that of a service binding.
   *
   * @default globalThis.fetch
   */
  fetch?: typeof globalThis.fetch | undefined;

  /**
   * Where the tokens and the count of failed logins are stored. In memory, every start of the process logs in again and
   * **starts a new count**, so a server that may be restarted automatically needs a durable store.
   *
   * @default undefined in memory
   */
  store?: TokenStore | undefined;

  /**
   * ThingSpace's origin: `https:`, or `http:` on the loopback interface.
   *
   * @default "https://thingspace.verizon.com"
   */
  baseUrl?: string | URL | undefined;

  /**
   * The time limit for one request and its reply, in milliseconds: more than 0, and at most 2,147,483,647.
   *
   * @default 10_000
   */
  timeout?: number | undefined;

  /**
   * Returns the time in milliseconds since 1970. For tests.
   *
   * @default Date.now
   */
  now?: (() => number) | undefined;
}

/**
 * Stores one string: in a row, a file, or an entry in a Durable Object's storage. **The string contains tokens**, so it
 * has to be protected as well as a password: not readable by others, and never logged. It does not contain the
 * credentials. Its format is private and may change.
 *
 * Reads must return what was last written, even after a restart: a cache that lags behind would lose count of failed
 * logins. Within one process, any number of {@link createTokens} may share one store object; they take turns. Several
 * processes may share the underlying storage too, but two that log in at the very same moment do not see each other.
 * Where that matters, keep the tokens in one place, such as one Durable Object.
 */
export interface TokenStore {
  /** Resolves to the string that was last written, or to `undefined` if there is none. */
  read(): Promise<string | undefined>;

  /** Resolves once the string is durable. */
  write(text: string): Promise<void>;
}

/** What {@link createTokens} returns. The functions need no `this`. */
export interface Tokens {
  /** Resolves to the session token, for `VZ-M2M-Token`, or rejects with a {@link TokenError}. */
  readonly token: (need?: Partial<TokenNeed>) => Promise<string>;

  /** Resolves to the OAuth access token, for `Authorization: Bearer …`, or rejects with a {@link TokenError}. */
  readonly bearer: (need?: Partial<TokenNeed>) => Promise<string>;

  /**
   * Resets the count of failed logins, so that two more are allowed. It is meant to be called by a person who has found
   * out why they failed: a program that calls it automatically will lock the account. Valid tokens are kept.
   */
  readonly reset: () => Promise<void>;
}

/** Why there is no token. Never contains a credential or a token. */
export interface TokenError extends Error {
  readonly name: "TokenError";
  readonly kind: TokenErrorKind;

  /** The HTTP status of the reply, if there was one. */
  readonly status?: number;

  /** How long ThingSpace asked the caller to wait, in milliseconds, if it did. */
  readonly retryAfter?: number;
}

/**
 * - `refused`: ThingSpace does not accept the credentials
 * - `turned_away`: ThingSpace was too busy to look at them; try again later
 * - `unanswered`: there was no answer, or an unexpected one; a login may count as failed
 * - `stopped`: nothing was sent, because two logins in a row have failed; see {@link Tokens.reset}
 * - `store`: the store failed, or contains something that `createTokens` did not write, so that failures could not be
 *   counted; no login was sent
 */
export type TokenErrorKind = "refused" | "turned_away" | "unanswered" | "stopped" | "store";
