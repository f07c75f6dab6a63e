import { accountNumber, badRequest, refusedDevices, unauthorized } from "./known.js";
import { readRequestBody } from "./request-body.js";

/**
 * @import { IncomingHttpHeaders } from "node:http"
 * @import { Refusal } from "./known.js"
 * @import { ReportRequest } from "./request-body.js"
 * @import { Tokens } from "./tokens.js"
 */

/**
 * Looks at a request for a report as the service would: first the tokens, then headers and body, then the account and
 * its devices.
 *
 * @param {IncomingHttpHeaders} headers
 * @param {Buffer} body
 * @param {Tokens} tokens
 * @returns {ReportRequest | Refusal}
 */
export function examineReport(headers, body, tokens) {
  // Only the reference page knows this header; it is required there.
  const wire = headers["x-portal-initiated"] === undefined ? "sdk" : "documented";
  if (!tokens.accept(headers, wire)) return unauthorized;

  const read = readRequestBody(body, wire);
  if ("problem" in read) return badRequest(read.problem);
  const problem = problemOfHeaders(headers, wire, read);
  if (problem !== undefined) return badRequest(problem);

  if (read.accountNumber !== accountNumber) return badRequest(`there is no account ${read.accountNumber}`);
  const refused = read.devices.map((imei) => refusedDevices.get(imei)).find((found) => found !== undefined);
  return refused ?? read;
}

/**
 * @param {IncomingHttpHeaders} headers
 * @param {"documented" | "sdk"} wire
 * @param {ReportRequest} request
 * @returns {string | undefined}
 */
function problemOfHeaders(headers, wire, request) {
  const wanted = Object.entries(wantedHeaders(wire, request));
  const wrong = wanted.find(([name, values]) => !values.includes(headers[name]));
  return wrong && `the header ${wrong[0]} must be ${wrong[1].map((value) => value ?? "absent").join(" or ")}`;
}

/**
 * @param {"documented" | "sdk"} wire
 * @param {ReportRequest} request
 * @returns {Record<string, readonly (IncomingHttpHeaders[string])[]>} the values that each header may have
 */
function wantedHeaders(wire, request) {
  const both = { accept: ["application/json"], "content-type": ["application/json"] };
  if (wire === "sdk") return { ...both, accountnumber: [undefined], imei: [undefined] };
  return {
    ...both,
    "x-portal-initiated": ["true", "false"],
    accountnumber: [request.accountNumber],
    imei: [String(request.devices.length)],
  };
}
