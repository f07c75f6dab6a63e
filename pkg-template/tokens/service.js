import { parseObject, readText, reasonIn, retryAfter } from "./reply.js";
import { withinTime } from "./waiting.js";

/** @import { Settings } from "./options.js" */

/**
 * The outcome of a request for a token.
 *
 * - `given`: a token; `seconds` is its lifetime, if the service said
 * - `refused`: the service does not accept these credentials (400, 401, 403)
 * - `turned_away`: it did not process them (429, or 503 with `Retry-After`)
 * - `unanswered`: it is unknown whether it processed them
 *
 * @typedef {{ outcome: "given", token: string, seconds: number | undefined }
 *   | { outcome: "refused" | "turned_away" | "unanswered", reason: string, status?: number, retryAfter?: number | undefined }} Answer
 */

/** The longest lifetime of a token that is believed, in seconds. */
const LONGEST_LIFE = 24 * 3600;

/** What a header can carry. */
const headerSafe = /^[\x21-\x7e]+$/;

/** The two requests that return tokens: one to the token service, and the login. Nothing is retried here. */
export class TokenService {
  #settings;
  #basic;

  /** @param {Settings} settings */
  constructor(settings) {
    this.#settings = settings;
    const { key, secret } = settings.credentials;
    this.#basic = base64(`${key}:${secret}`);
  }

  /** What must never be shown. */
  get secrets() {
    return [...Object.values(this.#settings.credentials), this.#basic];
  }

  /** @returns {Promise<Answer>} */
  askForBearer() {
    return this.#post("/api/ts/v1/oauth2/token", "access_token", {
      headers: { authorization: `Basic ${this.#basic}`, "content-type": "application/x-www-form-urlencoded" },
      body: "grant_type=client_credentials",
    });
  }

  /** @param {string} bearer @returns {Promise<Answer>} */
  logIn(bearer) {
    const { username, password } = this.#settings.credentials;
    return this.#post("/api/m2m/v1/session/login", "sessionToken", {
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body: JSON.stringify({ username, password }),
    });
  }

  /**
   * @param {string} path
   * @param {string} field of the reply that contains the token
   * @param {{ headers: Record<string, string>, body: string }} request
   * @returns {Promise<Answer>}
   */
  async #post(path, field, { headers, body }) {
    const { origin, send, timeout, now } = this.#settings;
    try {
      return await withinTime(timeout, async (signal) => {
        const response = await send(origin + path, {
          method: "POST",
          headers: { accept: "application/json", ...headers },
          body,
          // A redirect would send the credentials to another host. workerd does not support "error".
          redirect: "manual",
          signal,
        });
        const wait = retryAfter(response.headers.get("retry-after"), now());
        return answerOf(response.status, wait, await readText(response), field);
      });
    } catch (error) {
      return { outcome: "unanswered", reason: textOf(error) };
    }
  }
}

/**
 * @param {number} status
 * @param {number | undefined} wait
 * @param {string} text
 * @param {string} field
 * @returns {Answer}
 */
function answerOf(status, wait, text, field) {
  const body = parseObject(text);
  const token = body[field];
  const seconds = Number(body.expires_in);
  if (status === 200 && typeof token === "string" && headerSafe.test(token)) {
    return { outcome: "given", token, seconds: seconds > 0 ? Math.min(seconds, LONGEST_LIFE) : undefined };
  }
  const reason = status === 200 ? `200 without a usable ${field}` : [status, reasonIn(body)].filter(Boolean).join(": ");
  if (status === 429 || (status === 503 && wait !== undefined)) {
    return { outcome: "turned_away", reason, status, retryAfter: wait };
  }
  return { outcome: [400, 401, 403].includes(status) ? "refused" : "unanswered", reason, status };
}

/**
 * Only the messages: an error of a custom `fetch` may contain the whole request.
 *
 * @param {unknown} error
 * @returns {string}
 */
function textOf(error) {
  if (!(error instanceof Error)) return "the request failed";
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : String(error.message);
}

/** Base64 of the bytes in UTF-8, which `btoa` alone cannot do. @param {string} text */
function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
