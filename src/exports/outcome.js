/** The plain objects that callers get, as index.d.ts declares them. */

/**
 * @param {string} txid
 * @param {string} status
 */
export const receipt = (txid, status) => ({ txid, status });

/**
 * @param {string} code
 * @param {unknown} path
 * @param {string} message
 */
export const issue = (code, path, message) => ({ code, path, message });

/**
 * @param {unknown} issues
 * @param {number} issueCount
 */
export const validation = (issues, issueCount) => ({ issues, issueCount });

/**
 * @param {string} kind
 * @param {string} message
 * @param {number} attempts
 * @param {boolean} mayBeQueued
 * @param {unknown} issues
 * @param {number | undefined} issueCount
 * @param {number | undefined} status
 * @param {string | undefined} errorCode
 * @param {string | undefined} errorMessage
 * @param {number | undefined} retryAfter
 * @param {unknown} cause
 */
export function failure(
  kind,
  message,
  attempts,
  mayBeQueued,
  issues,
  issueCount,
  status,
  errorCode,
  errorMessage,
  retryAfter,
  cause,
) {
  const fields = {
    kind,
    message,
    attempts,
    mayBeQueued,
    issues,
    issueCount,
    status,
    errorCode,
    errorMessage,
    retryAfter,
  };
  return cause === undefined ? fields : { ...fields, cause };
}
