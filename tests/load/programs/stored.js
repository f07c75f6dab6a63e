import { sqliteInbox } from "thingspace-aggregate/sqlite";

/** Prints how many entries of the report an inbox's file holds: `node stored.js FILE`. */
const inbox = sqliteInbox(process.argv[2] ?? "");
await inbox.open({ txid: "the-txid", accountNumber: "0000123456-00001", caller: "portal", expected: null }, null);
const stored = await inbox.read("the-txid", { limit: 20_000 });
console.log(JSON.stringify(stored?.rows));
