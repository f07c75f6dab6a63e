import { refusal } from "./answers.js";

/** @import { Settings } from "./options.js" */

/** The request headers that a page may send in addition to those that every page may send. */
const requestHeaders = [
  "accept",
  "accountnumber",
  "authorization",
  "content-type",
  "idempotency-key",
  "imei",
  "last-event-id",
  "x-portal-initiated",
].join(", ");

/**
 * Answers requests from pages of other sites: refuses them or, for allowed origins, answers the preflight request. All
 * other requests are not answered here.
 *
 * @param {Request} request
 * @param {Settings} settings
 */
export function answerForeignOrigin(request, settings) {
  const origin = request.headers.get("origin");
  if (origin !== null && settings.allowedOrigins.includes(origin)) {
    return isPreflight(request) ? new Response(null, { status: 204, headers: permissions }) : undefined;
  }
  if (!isForeign(request, settings.publicUrl)) return undefined;
  return refusal(403, "FOREIGN_ORIGIN", "This gateway only answers pages from its own origin.");
}

const permissions = {
  "access-control-allow-headers": requestHeaders,
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  "access-control-max-age": "600",
};

/**
 * The headers that let an allowed page read an answer.
 *
 * @param {Request} request
 * @param {Settings} settings
 * @returns {Record<string, string>}
 */
export function crossOriginHeaders({ headers }, { allowedOrigins }) {
  if (allowedOrigins.length === 0) return {};
  const origin = headers.get("origin");
  if (origin === null || !allowedOrigins.includes(origin)) return { vary: "origin" };
  return {
    vary: "origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "content-disposition, date, retry-after",
  };
}

/** @param {Request} request */
function isPreflight({ method, headers }) {
  return method === "OPTIONS" && headers.has("access-control-request-method");
}

/**
 * Whether a page of another site sends this. A browser says where a request comes from, and no page can prevent that.
 * Without both headers, it is not a browser, so nobody's cookies or network position are being abused. `none` means an
 * address that a user typed or bookmarked.
 *
 * @param {Request} request
 * @param {URL | undefined} publicUrl
 */
function isForeign({ url, headers }, publicUrl) {
  const origin = headers.get("origin");
  if (origin !== null && origin !== new URL(url).origin && origin !== publicUrl?.origin) return true;
  const site = headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}
