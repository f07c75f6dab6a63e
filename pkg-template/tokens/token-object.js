import { DurableObject } from "cloudflare:workers";
import { named } from "../inbox/named.js";
import { createTokens } from "./create-tokens.js";
import { TokenError } from "./error.js";

/**
 * @import { DurableObjectState, Stub } from "cloudflare:workers"
 * @import { TokenErrorKind, TokenOptions, Tokens } from "../tokens.js"
 *
 * @typedef {{ rejected: boolean }} Need
 * @typedef {Pick<TokenOptions, "key" | "secret" | "username" | "password" | "timeout"> & { baseUrl?: string | undefined }} Options
 *
 * @typedef {{ value: string | undefined }
 *   | { kind: TokenErrorKind, message: string, status: number | undefined, retryAfter: number | undefined }} Outcome
 *   The outcome of a call, because an error that crosses to another isolate loses everything except its message.
 */

const KEY = "tokens";

/** A user's tokens, named by the user name. */
export class TokenObject extends DurableObject {
  /**
   * @param {DurableObjectState} ctx
   * @param {object} env
   */
  constructor(ctx, env) {
    super(ctx, env);
    const { storage } = ctx;
    // A property of the instance, so that nobody can call it from outside.
    this.tokensFor = tokensFrom({
      read: () => storage.get(KEY),
      // The output gate delays the login that this counts until the count is on the disk.
      write: (text) => storage.put(KEY, text),
    });
  }

  /** @param {Options} options @param {Need} need */
  token(options, need) {
    return outcomeOf(this.tokensFor(options).token(need));
  }

  /** @param {Options} options @param {Need} need */
  bearer(options, need) {
    return outcomeOf(this.tokensFor(options).bearer(need));
  }

  /** @param {Options} options */
  reset(options) {
    return outcomeOf(this.tokensFor(options).reset());
  }
}

/** @type {typeof import("../cloudflare.js").durableTokens} */
export function durableTokens({ TOKENS }, options) {
  // Throws at once if they are invalid.
  createTokens(options);
  const { key, secret, username, password, baseUrl, timeout } = options;
  /** @type {Options} */
  const passed = { key, secret, username, password, timeout, baseUrl: baseUrl && String(baseUrl) };
  /** @returns {Stub<TokenObject>} */
  const object = () => named(TOKENS)(username);
  const needOf = (/** @type {Partial<Need> | undefined} */ need) => ({ rejected: need?.rejected === true });

  return Object.freeze({
    token: async (/** @type {Partial<Need> | undefined} */ need) => valueIn(await object().token(passed, needOf(need))),
    bearer: async (/** @type {Partial<Need> | undefined} */ need) =>
      valueIn(await object().bearer(passed, needOf(need))),
    reset: async () => {
      valueIn(await object().reset(passed));
    },
  });
}

/**
 * Keeps what was created as long as the options stay the same, so that all concurrent calls share it.
 *
 * @param {import("../tokens.js").TokenStore} store
 * @returns {(options: Options) => Tokens}
 */
function tokensFrom(store) {
  /** @type {{ given: string, tokens: Tokens } | undefined} */
  let latest;
  return (options) => {
    const given = JSON.stringify(options);
    if (latest?.given !== given) latest = { given, tokens: createTokens({ ...options, store }) };
    return latest.tokens;
  };
}

/**
 * @param {Promise<string | void>} promise
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(promise) {
  try {
    return { value: (await promise) ?? undefined };
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    const { kind, message, status, retryAfter } = error;
    return { kind, message, status, retryAfter };
  }
}

/** @param {Outcome} outcome */
function valueIn(outcome) {
  if ("kind" in outcome) throw new TokenError(outcome.kind, outcome.message, outcome);
  return String(outcome.value);
}
