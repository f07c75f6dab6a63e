import { FAILED } from "./store.js";

/** @import { DeviceStore } from "./store.js" */

/**
 * Devices that failed for the same reason.
 *
 * @typedef {object} Reason
 * @property {string} message in ThingSpace's words
 * @property {string} code of ThingSpace, with the HTTP status; empty if there is none
 * @property {string} advice what to do
 * @property {string[]} imeis
 */

/**
 * @param {DeviceStore} store
 * @returns {Reason[]} the one with the most devices first
 */
export function reasonsOf(store) {
  /** @type {Map<string, Reason>} */
  const reasons = new Map();
  for (let row = 0; row < store.size; row++) {
    if (store.states[row] !== FAILED) continue;
    const { errorMessage, detailErrorMessage, errorCode, httpStatusCode = "" } = store.errors[row] ?? {};
    const message = errorMessage ?? detailErrorMessage ?? "No reason was given";
    const code = [errorCode, httpStatusCode].filter(Boolean).join(" · ");
    const key = `${code} ${message}`;
    const reason = reasons.get(key) ?? { message, code, advice: adviceFor(httpStatusCode), imeis: [] };
    reason.imeis.push(store.imeis[row] ?? "");
    reasons.set(key, reason);
  }
  return [...reasons.values()].sort((one, other) => other.imeis.length - one.imeis.length);
}

/** @type {Readonly<Record<string, string>>} */
const adviceByStatus = {
  400: "Check these IMEIs and the period, then ask again.",
  401: "The server's login was refused. Tell whoever runs this page.",
  403: "Check that these devices are certified, and that this account may see them.",
  404: "Check that these devices are active, and that they are in this account.",
  409: "Check that the account has bought the service for these devices.",
  429: "ThingSpace was too busy. Wait a while, then ask again.",
};

/** @param {string} status */
function adviceFor(status) {
  if (status.startsWith("5")) return "ThingSpace failed. Ask again later.";
  return (
    adviceByStatus[status] ?? "Ask again. If this continues, contact ThingSpace’s support with the transaction ID."
  );
}
