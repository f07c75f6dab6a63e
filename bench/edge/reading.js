export { AccountObject, CallerObject, ReportObject, TokenObject } from "thingspace-aggregate/cloudflare";

/** Reads what it is sent, and answers: what every worker that takes callbacks must do at least. */
export default {
  /** @param {Request} request */
  async fetch(request) {
    await request.text();
    return new Response(null, { status: 204 });
  },
};
