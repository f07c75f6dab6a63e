import { durableInbox, ReportObject as Report } from "thingspace-aggregate/cloudflare";
import { ObjectStore } from "../../pkg/inbox/object-store.js";
import { callbackOf } from "./callback.js";

export { AccountObject, CallerObject, TokenObject } from "thingspace-aggregate/cloudflare";

/**
 * @import { DurableObjectNamespace, DurableObjectState, DurableObjectStorage } from "cloudflare:workers"
 * @import { InboxBindings } from "thingspace-aggregate/cloudflare"
 */

/** A report that counts what it writes, as the platform counts it. */
export class ReportObject extends Report {
  /** @param {DurableObjectState} ctx @param {object} env */
  constructor(ctx, env) {
    super(ctx, env);
    const { storage } = ctx;
    this.storage = storage;
    this.rows = 0;
    const exec = (/** @type {[string]} */ ...statement) => {
      const cursor = storage.sql.exec(...statement);
      const rows = cursor.toArray();
      this.rows += cursor.rowsWritten;
      return { toArray: () => rows };
    };
    const counting = {
      sql: { exec },
      transactionSync: (/** @type {() => never} */ work) => storage.transactionSync(work),
      sync: () => storage.sync(),
      getAlarm: () => storage.getAlarm(),
      setAlarm: (/** @type {number} */ time) => storage.setAlarm(time),
      deleteAll: () => storage.deleteAll(),
    };
    this.store = new ObjectStore(/** @type {DurableObjectStorage} */ (/** @type {unknown} */ (counting)));
  }

  written() {
    return { rows: this.rows, bytes: this.storage.sql.databaseSize };
  }
}

/** Opens a report on so many devices, has each answer once, and tells what that wrote. */
export default {
  /** @param {Request} request @param {InboxBindings & { REPORTS: DurableObjectNamespace<ReportObject> }} bindings */
  async fetch({ url }, bindings) {
    const devices = Number(new URL(url).searchParams.get("devices"));
    const txid = crypto.randomUUID();
    const imeis = Array.from({ length: devices }, (_, at) => String(350_000_000_000_000 + at));
    const inbox = durableInbox(bindings);
    const report = bindings.REPORTS.get(bindings.REPORTS.idFromName(txid));
    await inbox.open({ txid, accountNumber: "0000123456-00001", caller: "bench", expected: devices }, imeis);
    const opened = await report.written();
    for (let at = 0; at < devices; at += 100) {
      const some = imeis.slice(at, at + 100);
      await Promise.all(some.map((imei) => inbox.record({ txid, imeis: [imei], body: callbackOf(txid, imei) })));
    }
    return Response.json({ opened, answered: await report.written() });
  },
};
