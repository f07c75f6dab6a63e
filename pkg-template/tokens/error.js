/** @import { TokenErrorKind } from "../tokens.js" */

/** Why there is no token. Documented in tokens.d.ts. */
export class TokenError extends Error {
  /**
   * @param {TokenErrorKind} kind
   * @param {string} message
   * @param {{ status?: number | undefined, retryAfter?: number | undefined }} [reply]
   */
  constructor(kind, message, { status, retryAfter } = {}) {
    super(message);
    this.kind = kind;
    if (status !== undefined) this.status = status;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }

  /** Written out, because minifiers rename classes. */
  get name() {
    return "TokenError";
  }
}
