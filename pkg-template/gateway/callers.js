/** @import { Caller } from "../gateway.js" */

/**
 * Asks the application who calls.
 *
 * @param {Request} request
 * @param {(request: Request) => Caller | Response | Promise<Caller | Response>} authorize
 * @returns {Promise<Caller | Response>}
 * @throws {TypeError} when it gave neither, or a response that was sent before
 */
export async function callerOf(request, authorize) {
  const given = /** @type {unknown} */ (await authorize(request));
  if (isCaller(given)) return { id: given.id, accounts: given.accounts };
  if (isResponse(given)) {
    if (given.bodyUsed)
      throw new TypeError("authorize must return a new Response for each request: this one has already been sent.");
    return given;
  }
  throw new TypeError(
    'authorize must return a caller, { id: string, accounts: string[] | "all" } with an id that is not empty, or a Response.',
  );
}

/**
 * @param {unknown} value
 * @returns {value is Caller}
 */
function isCaller(value) {
  if (typeof value !== "object" || value === null) return false;
  const { id, accounts } = /** @type {Partial<Caller>} */ (value);
  if (typeof id !== "string" || id === "") return false;
  return accounts === "all" || (Array.isArray(accounts) && accounts.every((account) => typeof account === "string"));
}

/** Also one of another realm. @param {unknown} value @returns {value is Response} */
function isResponse(value) {
  return value instanceof Response || Object.prototype.toString.call(value) === "[object Response]";
}

/**
 * @param {Caller} caller
 * @param {string} accountNumber
 */
export function hasRightTo({ accounts }, accountNumber) {
  return accounts === "all" || accounts.includes(accountNumber);
}
