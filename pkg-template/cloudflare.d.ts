import type { Inbox, InboxOptions } from "./inbox.js";
import type { TokenOptions, Tokens } from "./tokens.js";

/**
 * Keeps reports in Durable Objects, where each report is an object by itself. Export the classes from the worker:
 *
 * ```js
 * export { AccountObject, CallerObject, ReportObject } from "thingspace-aggregate/cloudflare";
 * ```
 *
 * and name them in its `wrangler.jsonc`:
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
 * What was recorded is on disk before its sender is told so. The objects forget by themselves what is past its time.
 * One object takes about 1,000 requests a second: that is the most callbacks of one report, and the most submissions with
 * an idempotency key of one caller.
 *
 * @param env the worker's bindings, or those of them that are named here. For data that must stay in the EU, hand over
 *   `{ REPORTS: env.REPORTS.jurisdiction("eu"), … }`.
 */
export function durableInbox(env: InboxBindings, options?: InboxOptions): Inbox;

/** The bindings that `durableInbox` needs. */
export interface InboxBindings {
  /** Of {@link ReportObject}. */
  REPORTS: ObjectNamespace;
  /** Of {@link AccountObject}. */
  ACCOUNTS: ObjectNamespace;
  /** Of {@link CallerObject}. */
  CALLERS: ObjectNamespace;
}

/**
 * Does what `createTokens` does, in a Durable Object, which keeps the tokens and the count of failed logins: so there is
 * one login at a time however many isolates run the worker. Export {@link TokenObject} from the worker, and name it in
 * `wrangler.jsonc` as the others, as `TOKENS`.
 *
 * Each user name has an object of its own. Credentials are handed to it with each call, and never stored.
 *
 * @throws {TypeError} as `createTokens` does
 */
export function durableTokens(
  env: { TOKENS: ObjectNamespace },
  options: Pick<TokenOptions, "key" | "secret" | "username" | "password" | "baseUrl" | "timeout">,
): Tokens;

/** As much of Cloudflare's `DurableObjectNamespace` as is needed. */
export interface ObjectNamespace {
  /** As Cloudflare documents it. */
  idFromName(name: string): object;
  /** As Cloudflare documents it. */
  get(id: never): object;
}

/** A Durable Object of this package. Its methods are for `durableInbox` and `durableTokens` alone. */
declare abstract class StoringObject {
  constructor(ctx: object, env: object);
  /** Marks it as an object for Cloudflare's types. */
  readonly __DURABLE_OBJECT_BRAND: never;
}

/** A Durable Object that keeps a part of an inbox. */
declare abstract class InboxObject extends StoringObject {
  /** Forgets what is past its time. Called by Cloudflare. */
  alarm(): Promise<void>;
}

/** Keeps one report. */
export class ReportObject extends InboxObject {}

/** Keeps the list of an account's reports, and that of all reports, with those of which somebody is to be told. */
export class AccountObject extends InboxObject {}

/** Keeps a caller's idempotency keys and the answers they got. */
export class CallerObject extends InboxObject {}

/** Keeps a user's tokens, and logs in. */
export class TokenObject extends StoringObject {}
