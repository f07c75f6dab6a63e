/**
 * @import { Reply } from "./faults.js"
 * @import { Refusal } from "./known.js"
 */

/** @param {Refusal} refusal */
export function refused({ status, errorCode, errorMessage }) {
  return json(status, { errorCode, errorMessage });
}

/** What was asked for, or why it is refused. @param {object | Refusal} outcome */
export function answered(outcome) {
  return "status" in outcome ? refused(outcome) : json(200, outcome);
}

/**
 * @param {number} status
 * @param {object} value
 * @returns {Reply}
 */
export function json(status, value) {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
