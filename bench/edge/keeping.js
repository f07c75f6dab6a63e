import { DurableObject } from "cloudflare:workers";

export { AccountObject, CallerObject, TokenObject } from "thingspace-aggregate/cloudflare";

/**
 * @import { DurableObjectNamespace, DurableObjectState } from "cloudflare:workers"
 */

/** Keeps what it is sent as it came, and understands nothing of it. */
export class ReportObject extends DurableObject {
  /** @param {DurableObjectState} ctx @param {object} env */
  constructor(ctx, env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.sql.exec("CREATE TABLE IF NOT EXISTS callback (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
  }

  /** @param {string} body */
  keep(body) {
    this.sql.exec("INSERT INTO callback (body) VALUES (?)", body);
  }
}

/** Has each callback on the disk before it answers: what every worker must do at least that loses none. */
export default {
  /** @param {Request} request @param {{ REPORTS: DurableObjectNamespace<ReportObject> }} bindings */
  async fetch(request, { REPORTS }) {
    const body = await request.text();
    await REPORTS.get(REPORTS.idFromName(JSON.parse(body).txid)).keep(body);
    return new Response(null, { status: 204 });
  },
};
