import { submitAggregate } from "../../index.js";

/** @import { AggregateRequest } from "../../index.js" */

/** Stands for a token. */
const MASK = "****";

/**
 * The exact request that the core would send to ThingSpace, with the tokens masked. It is not sent.
 *
 * @param {AggregateRequest} request
 * @param {boolean} [checkDigit]
 * @returns {Promise<{ json: string, curl: string } | undefined>} undefined if the request is invalid
 */
export async function previewOf(request, checkDigit = true) {
  /** @type {Request | undefined} */
  let sent;
  let json = "";
  await submitAggregate(request, {
    token: MASK,
    bearer: MASK,
    checkDigit,
    retry: 0,
    fetch: async (input, init) => {
      sent = new Request(input, init);
      json = await new Response(init?.body).text();
      throw new TypeError("not sent");
    },
  }).catch(() => {});
  return sent && { json, curl: curlOf(sent, json) };
}

/**
 * The body follows the command, because a list of 10,000 would be too long for an argument.
 *
 * @param {Request} request
 * @param {string} json
 */
function curlOf({ method, url, headers }, json) {
  const lines = [...headers].map(([name, value]) => `  -H ${inQuotes(`${name}: ${value}`)} \\`);
  return [`curl -X ${method} ${inQuotes(url)} \\`, ...lines, "  --data-binary @- <<'JSON'", json, "JSON"].join("\n");
}

/** @param {string} text for a shell */
function inQuotes(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
