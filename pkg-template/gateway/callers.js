/** @import { Caller } from "../gateway.js" */

/**
 * Asks the application to identify the caller.
 *
 * @param {Request} request
 * @param {(request: Request) => Caller | Response | Promise<Caller | Response>} authorize
 * @returns {Promise<Caller | Response>}
 * @throws {TypeError} if it returned neither, or a response that has already been sent
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

/** Also recognises one from another realm. @param {unknown} value @returns {value is Response} */
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
