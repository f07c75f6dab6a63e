import {
  AccountObject,
  durableInbox,
  durableTokens,
  type InboxBindings,
  type ObjectNamespace,
  ReportObject,
} from "thingspace-aggregate/cloudflare";
import { type SqliteInbox, sqliteInbox, sqliteTokenStore } from "thingspace-aggregate/sqlite";
import { same } from "./same-type.js";

const inbox = sqliteInbox("inbox.db", { now: Date.now });
same<typeof inbox, SqliteInbox>();
void inbox.open({ txid: "t", accountNumber: "a", caller: "c", expected: 1 }, ["490154203237518"]);
void inbox.read("t", { limit: 10 }).then((stored) => stored?.rows[0]?.device);
// @ts-expect-error: a page has a limit
void inbox.read("t", {});
void inbox.claim({ caller: "c", key: "k", fingerprint: "f" }).then((claim) => {
  if (claim.state === "answered") same<typeof claim.answer, string>();
});
inbox.close();

// As Cloudflare's types have them.
declare class DurableObjectId {
  toString(): string;
}
interface DurableObjectNamespace {
  idFromName(name: string): DurableObjectId;
  get(id: DurableObjectId, options?: { locationHint?: string }): { fetch(url: string): Promise<Response> };
}
declare const env: {
  REPORTS: DurableObjectNamespace;
  ACCOUNTS: DurableObjectNamespace;
  CALLERS: DurableObjectNamespace;
};
const bindings: InboxBindings = env;
void durableInbox(bindings).due(10);
// @ts-expect-error: a binding is missing
durableInbox({ REPORTS: env.REPORTS });
void new ReportObject({}, {}).alarm();
void new AccountObject({}, {}).alarm();

declare const TOKENS: ObjectNamespace;
const tokens = durableTokens({ TOKENS }, { key: "k", secret: "s", username: "u", password: "p" });
void tokens.token().then((token) => same<typeof token, string>());
void sqliteTokenStore("tokens.db")
  .read()
  .then((text) => same<typeof text, string | undefined>());
