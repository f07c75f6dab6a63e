import { DatabaseSync } from "node:sqlite";
import { createGateway } from "thingspace-aggregate/gateway";
import { sqliteInbox } from "thingspace-aggregate/sqlite";
import { callbackOf } from "../../../bench/edge/callback.js";
import { imeis } from "../../package/fixtures/requests.js";

/**
 * Takes callbacks until one is not acknowledged, and one more; prints what was said of them.
 *
 * node storing.js FILE [SPOIL]: after ten callbacks, somebody else drops a table
 */
const [file = "", spoil] = process.argv.slice(2);
const secret = "the-callback-secret-of-this-test";
/** @type {object[]} */
const logged = [];
const gateway = createGateway({
  authorize: async () => ({ id: "portal", accounts: "all" }),
  tokens: { token: "token", bearer: "bearer" },
  inbox: sqliteInbox(file),
  callbacks: { secret },
  log: (event) => logged.push(event),
});

/** @param {string} imei */
const send = (imei) => {
  const body = callbackOf("the-txid", imei);
  const init = { method: "POST", body, headers: { "content-type": "application/json" } };
  return gateway.fetch(new Request(`http://gateway.test/api/callbacks/${secret}`, init));
};

const acknowledged = [];
let refusal;
for (const imei of imeis(10_000)) {
  if (spoil && acknowledged.length === 10) {
    const other = new DatabaseSync(file);
    other.exec("DROP TABLE device");
    other.close();
  }
  const answer = await send(imei);
  if (answer.status !== 204) {
    refusal = { status: answer.status, body: await answer.json() };
    break;
  }
  acknowledged.push(imei);
}
const next = await send(imeis(1)[0] ?? "");
console.log(JSON.stringify({ acknowledged, refusal, next: next.status, logged }));
