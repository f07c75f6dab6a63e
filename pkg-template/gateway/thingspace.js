import { refusal } from "./answers.js";
import { describe, log } from "./log.js";
import { readText } from "./read-text.js";

/**
 * @import { Settings } from "./options.js"
 * @import { TokenProvider } from "../index.js"
 */

const BASE_URL = "https://thingspace.verizon.com/api/hyper-precise/v1";

/** Bytes of a reply. */
const LARGEST = 1024 * 1024;

/**
 * Asks ThingSpace about the listeners of an account; once more with new tokens where it does not accept these.
 *
 * @param {"POST" | "GET" | "DELETE"} method
 * @param {Record<string, string>} query
 * @param {object | undefined} body
 * @param {Settings} settings
 * @returns {Promise<{ ok: true, value: unknown } | { ok: false, refusal: Response }>} `value` is undefined where the
 *   reply is no JSON
 */
export async function askThingSpace(method, query, body, settings) {
  const url = new URL(`${(settings.baseUrl ?? BASE_URL).replace(/\/$/, "")}/callbacks`);
  url.search = String(new URLSearchParams(query));
  const { tokens, timeout, fetch = globalThis.fetch } = settings;
  const signal = AbortSignal.timeout(timeout);
  const send = async (/** @type {boolean} */ rejected) =>
    fetch(url.href, {
      method,
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(await credentials(tokens, rejected)),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: "manual",
      signal,
    });

  try {
    let reply = await send(false);
    const canRenew = [tokens.token, tokens.bearer].some((token) => typeof token === "function");
    if (reply.status === 401 && canRenew) {
      await reply.body?.cancel();
      reply = await send(true);
    }
    const read = await readText(reply, LARGEST);
    if (reply.ok && "text" in read) return { ok: true, value: parsed(read.text) };
    return { ok: false, refusal: refused(reply) };
  } catch (error) {
    log({ event: "failed", level: "error", message: describe(error, settings) }, settings);
    const errorMessage = "ThingSpace could not be reached, or did not answer in time.";
    return { ok: false, refusal: refusal(502, "UNAVAILABLE", errorMessage) };
  }
}

/**
 * @param {Settings["tokens"]} tokens
 * @param {boolean} rejected
 */
async function credentials({ token, bearer }, rejected) {
  const provided = async (/** @type {string | TokenProvider | undefined} */ given) =>
    typeof given === "function" ? given({ attempt: rejected ? 2 : 1, rejected }) : given;
  // One after the other: the session token may have to be fetched with the access token.
  const access = await provided(bearer);
  const session = (await provided(token)) ?? "";
  return { "VZ-M2M-Token": session, ...(access !== undefined && { authorization: `Bearer ${access}` }) };
}

/**
 * Nothing of the reply's text is passed on: it may quote the address, and that holds the secret.
 *
 * @param {Response} reply
 */
function refused({ status, headers }) {
  if (status === 401) {
    const errorMessage = "ThingSpace does not accept this server. Whoever runs it has to see to that.";
    return refusal(424, "SERVER_NOT_ACCEPTED", errorMessage);
  }
  const errorMessage = `ThingSpace answered ${status} when it was asked for the listener of the account.`;
  const retryAfter = headers.get("retry-after");
  const isPassedOn = status >= 400 && status <= 599;
  return refusal(
    isPassedOn ? status : 502,
    "LISTENER_REFUSED",
    errorMessage,
    retryAfter === null ? {} : { "retry-after": retryAfter },
  );
}

/** @param {string} text */
function parsed(text) {
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch {
    return undefined;
  }
}
