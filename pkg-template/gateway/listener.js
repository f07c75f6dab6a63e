import { jsonAnswer, refusal } from "./answers.js";
import { hasRightTo } from "./callers.js";
import { log } from "./log.js";
import { isOnLoopback } from "./options.js";
import { askThingSpace } from "./thingspace.js";

/**
 * @import { ListenerState } from "../gateway.js"
 * @import { Call } from "./routes.js"
 */

/** ThingSpace's name for the service that sends usage reports. */
const SERVICE = "BullseyeReporting";

const WITHOUT_PUBLIC_URL =
  "This gateway does not know its own address, to which ThingSpace would send the callbacks. Its operator has to set publicUrl.";

/** @param {Call} call */
export function registerListener(call) {
  return forAccount(call, async (accountNumber) => {
    const [url = ""] = addresses(call);
    if (!isOurs(url, call.settings)) return refusal(500, "NOT_CONFIGURED", WITHOUT_PUBLIC_URL);
    const answer = await askThingSpace("POST", { accountNumber }, { name: SERVICE, url }, call.settings);
    if (!answer.ok) return answer.refusal;
    log({ event: "listener_registered", level: "info", accountNumber, caller: call.caller.id }, call.settings);
    return state(accountNumber, "current");
  });
}

/** @param {Call} call */
export function showListener(call) {
  return forAccount(call, async (accountNumber) => {
    const answer = await askThingSpace("GET", { accountNumber }, undefined, call.settings);
    if (!answer.ok) return answer.refusal;
    return state(accountNumber, whose(answer.value, addresses(call)));
  });
}

/** @param {Call} call */
export function removeListener(call) {
  return forAccount(call, async (accountNumber) => {
    const answer = await askThingSpace("DELETE", { accountNumber, service: SERVICE }, undefined, call.settings);
    if (!answer.ok) return answer.refusal;
    log({ event: "listener_removed", level: "info", accountNumber, caller: call.caller.id }, call.settings);
    return state(accountNumber, "none");
  });
}

/**
 * @param {Call} call
 * @param {(accountNumber: string) => Promise<Response>} answer
 */
async function forAccount({ query, caller }, answer) {
  const accountNumber = query.get("accountNumber") ?? "";
  if (accountNumber === "") {
    return refusal(400, "INVALID_PARAMETER", "The query must name the account: ?accountNumber=…");
  }
  if (!hasRightTo(caller, accountNumber)) {
    return refusal(403, "ACCOUNT_NOT_ALLOWED", "You may not see or change the listener of this account.");
  }
  return answer(accountNumber);
}

/** The addresses for callbacks: with the current secret, and with the previous one. @param {Call} call */
function addresses({ request, settings: { publicUrl, prefix, secrets } }) {
  const { origin } = publicUrl ?? new URL(request.url);
  return secrets.map((secret) => `${origin}${prefix}/callbacks/${secret}`);
}

/**
 * Whether the host of a request can be trusted to be the gateway's. The caller chooses it, and the secret would be sent
 * there; only on this machine, for development, is it trusted.
 *
 * @param {string} address
 * @param {Call["settings"]} settings
 */
function isOurs(address, { publicUrl }) {
  return publicUrl !== undefined || isOnLoopback(new URL(address));
}

/**
 * @param {unknown} listeners as ThingSpace lists them
 * @param {readonly string[]} ours
 * @returns {ListenerState["listener"]}
 */
function whose(listeners, [current, previous]) {
  const urls = (Array.isArray(listeners) ? listeners : [])
    .filter((listener) => listener?.name === SERVICE)
    .map((listener) => listener.url);
  if (urls.includes(current)) return "current";
  if (previous !== undefined && urls.includes(previous)) return "previous";
  return urls.length > 0 ? "other" : "none";
}

/**
 * Does not reveal the address, because it contains the secret.
 *
 * @param {string} accountNumber
 * @param {ListenerState["listener"]} listener
 */
function state(accountNumber, listener) {
  return jsonAnswer(JSON.stringify({ accountNumber, listener }));
}
