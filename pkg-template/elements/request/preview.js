import { submitAggregate } from "../../index.js";

/** @import { AggregateRequest } from "../../index.js" */

/** Stands for a token. */
const MASK = "****";

/**
 * The exact request that goes to ThingSpace, tokens masked. It is what the core would send, and is not sent.
 *
 * @param {AggregateRequest} request
 * @param {boolean} [checkDigit]
 * @returns {Promise<{ json: string, curl: string } | undefined>} nothing when the request is not valid
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
 * The body stands below the command: as an argument, a list of 10,000 would be too long.
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
