/**
 * @import { Claim, Submission } from "../inbox.js"
 * @import { Database } from "./schema.js"
 */

/** How long an idempotency key is kept, in milliseconds. */
export const KEPT = 24 * 60 * 60 * 1000;

const FIND = "SELECT fingerprint, since, answer FROM submission WHERE caller = ? AND key = ? AND expires_at > ?";
const CLAIM = "REPLACE INTO submission (caller, key, fingerprint, since, expires_at) VALUES (?, ?, ?, ?, ?)";
const ANSWER = "UPDATE submission SET answer = ?3 WHERE caller = ?1 AND key = ?2";

/**
 * To be called in a transaction.
 *
 * @param {Database} database
 * @param {Submission & { fingerprint: string }} submission
 * @param {number} now
 * @returns {Claim}
 */
export function claim(database, { caller, key, fingerprint }, now) {
  const [known] = database.all(FIND, caller, key, now);
  if (known !== undefined) return stateOf(known, fingerprint);
  database.all(CLAIM, caller, key, fingerprint, now, now + KEPT);
  return { state: "new" };
}

/** @param {Database} database @param {Submission} submission @param {string} text */
export function answer(database, { caller, key }, text) {
  database.all(ANSWER, caller, key, text);
}

/**
 * @param {Record<string, import("./schema.js").Value>} known
 * @param {string} mine
 * @returns {Claim}
 */
function stateOf({ fingerprint, since, answer }, mine) {
  if (fingerprint !== mine) return { state: "other_body" };
  return answer === null ? { state: "underway", since: Number(since) } : { state: "answered", answer: String(answer) };
}
