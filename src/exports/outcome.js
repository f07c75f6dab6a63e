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
 * @param {unknown} issues a list, or the text that reply.js made of a gateway's
 * @param {number} issueCount of a list
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
  const found = typeof issues === "string" ? issuesOf(issues) : { issues, issueCount: issues ? issueCount : undefined };
  const fields = {
    kind,
    message,
    attempts,
    mayBeQueued,
    ...found,
    status,
    errorCode,
    errorMessage,
    retryAfter,
  };
  return cause === undefined ? fields : { ...fields, cause };
}

/** In UTF-16 units: what is kept of a message or a name that a gateway sent. */
const LONGEST_WORD = 500;

/**
 * The issues in the text that `issuesIn` of reply.js made.
 *
 * @param {string} text
 */
function issuesOf(text) {
  const [issueCount, ...lines] = text.split("\n");
  const issues = lines.map((line) => {
    const [code = "", message = "", ...steps] = line.split("\t").map((word) => word.slice(0, LONGEST_WORD));
    return issue(
      code,
      steps.map((step) => (step.startsWith("#") ? Number(step.slice(1)) : step.slice(1))),
      message,
    );
  });
  return { issues, issueCount: Number(issueCount) };
}
