import { refusal } from "./answers.js";
import { drain } from "./drain.js";
import { submitReport } from "./submit-report.js";

/** @import { Bindings } from "./submit-report.js" */

/**
 * The edge function: it keeps the ThingSpace tokens, so that a page can submit without them. The portal's files are
 * answered before it is asked.
 */
export default {
  /**
   * @param {Request} request
   * @param {Bindings} bindings
   * @returns {Promise<Response>}
   */
  async fetch(request, bindings) {
    try {
      return await answer(request, bindings);
    } catch (error) {
      console.error(error);
      return refusal(500, "INTERNAL_ERROR", "The server failed.");
    } finally {
      await drain(request);
    }
  },
};

/**
 * @param {Request} request
 * @param {Bindings} bindings
 */
async function answer(request, bindings) {
  if (new URL(request.url).pathname !== "/api/report/async/aggregate") {
    return refusal(404, "NOT_FOUND", "There is nothing here. Reports are submitted to /api/report/async/aggregate.");
  }
  if (request.method !== "POST") {
    return refusal(405, "METHOD_NOT_ALLOWED", "A report is submitted by POST.", { allow: "POST" });
  }
  if (isForeign(request)) {
    return refusal(403, "FOREIGN_ORIGIN", "Reports are taken from pages of this origin only.");
  }
  return submitReport(request, bindings);
}

/**
 * Does a page of somewhere else send this? A browser says where from, and no page can keep it from doing so. Without
 * both headers it is no browser, and so nobody's cookies or network position are being borrowed.
 *
 * @param {Request} request
 */
function isForeign({ url, headers }) {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  return (origin !== null && origin !== new URL(url).origin) || (site !== null && site !== "same-origin");
}
