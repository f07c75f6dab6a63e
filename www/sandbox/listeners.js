import { Ajv } from "ajv";
import formats from "ajv-formats";
import { accountNumber, badRequest, refusal } from "./known.js";

/** @import { Refusal } from "./known.js" */

/** The one kind of callback that reports come as. */
export const service = "BullseyeReporting";

const ajv = new Ajv();
formats.default(ajv, ["uri"]);
const validate = ajv.compile({
  type: "object",
  required: ["name", "url"],
  additionalProperties: false,
  properties: { name: { const: service }, url: { type: "string", format: "uri" } },
});

/**
 * Where the reports of an account are sent: one listener an account, the latest that was registered.
 */
export class Listeners {
  /** @type {Map<string, URL>} */
  #byAccount = new Map();

  /**
   * @param {string | null} account of the query
   * @param {Buffer} body
   * @returns {{ accountName: string, name: string } | Refusal} what the SDKs expect
   */
  register(account, body) {
    if (account !== accountNumber) return badRequest(`there is no account ${account}`);
    /** @type {unknown} */
    let listener;
    try {
      listener = JSON.parse(body.toString());
    } catch {
      return badRequest("the body is not JSON");
    }
    if (!validate(listener)) return badRequest(ajv.errorsText(validate.errors, { dataVar: "body" }));
    const { url } = /** @type {{ url: string }} */ (listener);
    // A stand-in has nothing to say to anybody but this machine.
    if (!isOnLoopback(new URL(url))) return badRequest("the sandbox calls listeners on this machine only");
    this.#byAccount.set(account, new URL(url));
    return { accountName: account, name: service };
  }

  /**
   * @param {string | null} account of the query
   * @returns {{ aname: string, name: string, url: string }[] | Refusal}
   */
  list(account) {
    if (account !== accountNumber) return badRequest(`there is no account ${account}`);
    const url = this.#byAccount.get(account);
    return url === undefined ? [] : [{ aname: account, name: service, url: url.href }];
  }

  /**
   * @param {string | null} account of the query
   * @param {string | null} name of the query: `service` in the SDKs, `name` on the reference page
   * @returns {{ responseCode: string, message: string } | Refusal}
   */
  remove(account, name) {
    if (account !== accountNumber) return badRequest(`there is no account ${account}`);
    if (name !== service) return badRequest(`service must be ${service}`);
    if (!this.#byAccount.delete(account)) return refusal(404, "INVALID_PARAMETER", "There is no such listener");
    return { responseCode: "SUCCESS", message: "The listener was removed" };
  }

  /** @param {string} account */
  of(account) {
    return this.#byAccount.get(account);
  }
}

/** @param {URL} url */
function isOnLoopback({ protocol, hostname }) {
  return protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}
