import { refusal } from "./answers.js";
import { log, reasonOf } from "./log.js";
import { readText } from "./read-text.js";
import { atMost } from "./sleep.js";

/** @import { Settings } from "./options.js" */

const BASE_URL = "https://thingspace.verizon.com/api/hyper-precise/v1";

/** Bytes of a reply. */
const LARGEST = 1024 * 1024;

/**
 * Sends ThingSpace a request about the listeners of an account, and once more with new tokens if it does not accept
 * these.
 *
 * @param {"POST" | "GET" | "DELETE"} method
 * @param {Record<string, string>} query
 * @param {object | undefined} body
 * @param {Settings} settings
 * @returns {Promise<{ ok: true, value: unknown } | { ok: false, refusal: Response }>} `value` is undefined if the
 *   reply is not JSON
 */
export async function askThingSpace(method, query, body, settings) {
  const url = new URL(`${(settings.baseUrl ?? BASE_URL).replace(/\/$/, "")}/callbacks`);
  url.search = String(new URLSearchParams(query));
  const { tokens, timeout, fetch = globalThis.fetch } = settings;
  const signal = AbortSignal.timeout(timeout);
  const canRenew = [tokens.token, tokens.bearer].some((token) => typeof token === "function");

  for (const rejected of [false, true]) {
    const credentials = await atMost(timeout, credentialsOf(settings, rejected));
    if (credentials === undefined) return { ok: false, refusal: notAccepted() };
    try {
      const reply = await fetch(url.href, {
        method,
        headers: {
          accept: "application/json",
          ...(body !== undefined && { "content-type": "application/json" }),
          ...credentials,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: "manual",
        signal,
      });
      const read = await readText(reply, LARGEST);
      if (reply.status === 401 && canRenew && !rejected) continue;
      if (reply.ok && "text" in read) return { ok: true, value: parsed(read.text) };
      return { ok: false, refusal: refused(reply) };
    } catch (error) {
      // Not its message, which may quote a header, and so a token.
      const name = error instanceof Error ? error.name : typeof error;
      log({ event: "failed", level: "error", message: `ThingSpace could not be reached: ${name}.` }, settings);
      break;
    }
  }
  const errorMessage = "ThingSpace could not be reached, or did not answer in time.";
  return { ok: false, refusal: refusal(502, "UNAVAILABLE", errorMessage) };
}

/**
 * @param {Settings} settings
 * @param {boolean} rejected whether the last tokens were rejected
 * @returns {Promise<Record<string, string> | undefined>} undefined if there are none
 */
async function credentialsOf(settings, rejected) {
  const { token, bearer } = settings.tokens;
  const need = { attempt: rejected ? 2 : 1, rejected };
  const provided = async (/** @type {typeof bearer} */ given) => (typeof given === "function" ? given(need) : given);
  try {
    // One after the other: the session token may have to be fetched with the access token.
    const access = await provided(bearer);
    const session = (await provided(token)) ?? "";
    return { "VZ-M2M-Token": session, ...(access !== undefined && { authorization: `Bearer ${access}` }) };
  } catch (error) {
    log({ event: "failed", level: "error", message: `There are no tokens. ${reasonOf(error)}` }, settings);
    return undefined;
  }
}

/**
 * The text of the reply is not passed on: it may quote the address, which contains the secret.
 *
 * @param {Response} reply
 */
function refused({ status, headers }) {
  if (status === 401) return notAccepted();
  const errorMessage = `ThingSpace answered ${status} to the request for the account's listener.`;
  const retryAfter = headers.get("retry-after");
  const isPassedOn = status >= 400 && status <= 599;
  return refusal(
    isPassedOn ? status : 502,
    "LISTENER_REFUSED",
    errorMessage,
    retryAfter === null ? {} : { "retry-after": retryAfter },
  );
}

function notAccepted() {
  const errorMessage = "ThingSpace does not accept this server's credentials. Its operator has to fix that.";
  return refusal(424, "SERVER_NOT_ACCEPTED", errorMessage);
}

/** @param {string} text */
function parsed(text) {
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch {
    return undefined;
  }
}
