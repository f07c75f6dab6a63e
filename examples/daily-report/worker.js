import { durableInbox, durableTokens } from "thingspace-aggregate/cloudflare";
import { createGateway } from "thingspace-aggregate/gateway";

export { AccountObject, CallerObject, ReportObject, TokenObject } from "thingspace-aggregate/cloudflare";

/**
 * @import { Gateway, GatewayContext, SettledReport } from "thingspace-aggregate/gateway"
 * @import { InboxBindings, ObjectNamespace } from "thingspace-aggregate/cloudflare"
 */

/**
 * What the worker is deployed with: see wrangler.jsonc.
 *
 * @typedef {InboxBindings & {
 *   TOKENS: ObjectNamespace,
 *   ARCHIVE: { put(name: string, content: Blob): Promise<unknown> },
 *   ACCOUNT_NUMBER: string,
 *   CALLBACK_SECRET: string,
 *   THINGSPACE_KEY: string,
 *   THINGSPACE_SECRET: string,
 *   THINGSPACE_USERNAME: string,
 *   THINGSPACE_PASSWORD: string,
 *   THINGSPACE_ORIGIN: string,
 *   SETTLE_AFTER?: string,
 * }} Bindings
 */

/** When a report is asked for; the other trigger looks for reports that have settled. */
const DAILY = "15 2 * * *";

/** Milliseconds. */
const DAY = 86_400_000;

/** Asks each night for what all devices of an account did the day before, and keeps the CSV. */
export default {
  /**
   * Takes the callbacks.
   *
   * @param {Request} request
   * @param {Bindings} bindings
   * @param {GatewayContext} context
   */
  fetch: (request, bindings, context) => gatewayOf(bindings).fetch(request, context),

  /**
   * @param {{ cron: string, scheduledTime: number }} trigger
   * @param {Bindings} bindings
   * @param {GatewayContext} context
   */
  async scheduled({ cron, scheduledTime }, bindings, context) {
    const gateway = gatewayOf(bindings);
    if (cron !== DAILY) return gateway.settle(context);
    const [startDate, endDate] = [dayOf(scheduledTime - DAY), dayOf(scheduledTime)];
    // A trigger may fire twice; the day is the key, so the report is queued once.
    const submission = { caller: "daily report", idempotencyKey: startDate };
    await gateway.submit({ accountNumber: bindings.ACCOUNT_NUMBER, imei: 0, startDate, endDate }, submission, context);
  },
};

/** The day in UTC. @param {number} time milliseconds since 1970 */
const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

/**
 * @param {Bindings} bindings
 * @returns {Gateway}
 */
function gatewayOf(bindings) {
  return createGateway({
    authorize: () => new Response("Nobody reads reports here.", { status: 403 }),
    tokens: durableTokens(bindings, {
      key: bindings.THINGSPACE_KEY,
      secret: bindings.THINGSPACE_SECRET,
      username: bindings.THINGSPACE_USERNAME,
      password: bindings.THINGSPACE_PASSWORD,
      baseUrl: bindings.THINGSPACE_ORIGIN,
    }),
    inbox: durableInbox(bindings),
    callbacks: { secret: bindings.CALLBACK_SECRET },
    baseUrl: `${bindings.THINGSPACE_ORIGIN}/api/hyper-precise/v1`,
    settleAfter: bindings.SETTLE_AFTER === undefined ? undefined : Number(bindings.SETTLE_AFTER),
    onSettled: (report) => keep(report, bindings.ARCHIVE),
  });
}

/**
 * @param {SettledReport} report
 * @param {Bindings["ARCHIVE"]} archive
 */
async function keep(report, archive) {
  const csv = await report.csv().blob();
  await archive.put(`${report.accountNumber}/${dayOf(report.openedAt)}/${report.txid}.csv`, csv);
}
