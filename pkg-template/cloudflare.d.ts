import type { Inbox, InboxOptions } from "./inbox.js";
import type { TokenOptions, Tokens } from "./tokens.js";

/**
 * Stores reports in Durable Objects, one object for each report. Export the classes from the worker:
 *
 * ```js
 * export { AccountObject, CallerObject, ReportObject } from "thingspace-aggregate/cloudflare";
 * ```
 *
 * and declare them in its `wrangler.jsonc`:
 *
 * ```jsonc
 * "durable_objects": {
 *   "bindings": [
 *     { "name": "REPORTS", "class_name": "ReportObject" },
 *     { "name": "ACCOUNTS", "class_name": "AccountObject" },
 *     { "name": "CALLERS", "class_name": "CallerObject" }
 *   ]
 * },
 * "migrations": [{ "tag": "v1", "new_sqlite_classes": ["ReportObject", "AccountObject", "CallerObject"] }]
 * ```
 *
 * A callback is on disk before its sender is told so. The objects delete what has expired by themselves. One object
 * handles about 1,000 requests per second (Cloudflare's figure), which limits the callbacks for one report, and the
 * submissions with an idempotency key by one caller.
 *
 * @param env the worker's bindings, or at least those that are named here. For data that must stay in the EU, pass
 *   `{ REPORTS: env.REPORTS.jurisdiction("eu"), … }`.
 */
export function durableInbox(env: InboxBindings, options?: InboxOptions): Inbox;

/** The bindings that `durableInbox` needs. */
export interface InboxBindings {
  /** The namespace of {@link ReportObject}. */
  REPORTS: ObjectNamespace;
  /** The namespace of {@link AccountObject}. */
  ACCOUNTS: ObjectNamespace;
  /** The namespace of {@link CallerObject}. */
  CALLERS: ObjectNamespace;
}

/**
 * Does the same as `createTokens` in a Durable Object, which stores the tokens and the count of failed logins. So there
 * is only one login at a time, however many isolates run the worker. Export {@link TokenObject} from the worker, and
 * declare it in `wrangler.jsonc` like the others, as `TOKENS`.
 *
 * Each user name has its own object. Credentials are passed to it with every call, and are never stored.
 *
 * @throws {TypeError} like `createTokens`
 */
export function durableTokens(
  env: { TOKENS: ObjectNamespace },
  options: Pick<TokenOptions, "key" | "secret" | "username" | "password" | "baseUrl" | "timeout">,
): Tokens;

/** The part of Cloudflare's `DurableObjectNamespace` that is needed here. */
export interface ObjectNamespace {
  /** As Cloudflare documents it. */
  idFromName(name: string): object;
  /** As Cloudflare documents it. */
  get(id: never): object;
}

/** A Durable Object of this package. Only `durableInbox` and `durableTokens` call its methods. */
declare abstract class StoringObject {
  constructor(ctx: object, env: object);
  /** Marks it as an object for Cloudflare's types. */
  readonly __DURABLE_OBJECT_BRAND: never;
}

/** A Durable Object that stores a part of an inbox. */
declare abstract class InboxObject extends StoringObject {
  /** Deletes what has expired. Called by Cloudflare. */
  alarm(): Promise<void>;
}

/** Stores one report. */
export class ReportObject extends InboxObject {}

/** Stores the list of an account's reports, or of all reports, and which of them are due for `onSettled`. */
export class AccountObject extends InboxObject {}

/** Stores a caller's idempotency keys and the answers to them. */
export class CallerObject extends InboxObject {}

/** Stores a user's tokens, and logs in. */
export class TokenObject extends StoringObject {}
