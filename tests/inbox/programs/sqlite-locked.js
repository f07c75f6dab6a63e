import { once } from "node:events";
import { createInterface } from "node:readline";
import { createGateway } from "thingspace-aggregate/gateway";
import { sqliteInbox, sqliteTokenStore } from "thingspace-aggregate/sqlite";

/**
 * A gateway that gets a callback, and a store of tokens that gets a text, both while another process has locked their
 * files. It says when the files are open, waits until it is told that they are locked, and then says what happens.
 */
const [inboxFile = "", tokenFile = ""] = process.argv.slice(2);
const secret = "a-secret-for-callbacks";
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

const gateway = createGateway({
  authorize: () => ({ id: "portal", accounts: "all" }),
  tokens: { token: "a token" },
  inbox: sqliteInbox(inboxFile),
  callbacks: { secret },
  log: (event) => say(`log: ${"message" in event ? event.message.split("\n")[0] : event.event}`),
});
const store = sqliteTokenStore(tokenFile);
const ask = (/** @type {string} */ path, /** @type {RequestInit} */ init = {}) =>
  gateway.fetch(new Request(new URL(path, "http://gateway.test/api/"), init));

await ask("reports"); // so that the gateway's core is loaded
say("open");
await once(createInterface({ input: process.stdin }), "line");

const body = JSON.stringify({ txid: "t1", usage: [{ imei: "350000000000006", bytesTransferred: 1 }] });
const recording = ask(`callbacks/${secret}`, { method: "POST", body }).then(({ status }) => say(`callback: ${status}`));
const writing = store.write("a text").then(
  () => say("store: written"),
  (error) => say(`store: ${error.message}`),
);
for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setTimeout(resolve, 1));
say(`list: ${(await ask("reports")).status}`);
await Promise.all([recording, writing]);
say(`stored: ${await store.read()}`);
process.exit();
