import * as gateway from "thingspace-aggregate/gateway";
import { sqliteInbox } from "thingspace-aggregate/sqlite";
import { meet } from "../meet.js";
import { gatewayOf } from "../targets.js";

/** Fuzzes a gateway whose inbox is a file, and then uses that: `node sqlite.js FILE OBJECTS SEED`. */
const [file = "", objects, seed] = process.argv.slice(2);
const inbox = sqliteInbox(file);
const targets = Object.values(gatewayOf(gateway, inbox));

let made = 0;
for (const target of targets) {
  made += await meet(target, { objects: Number(objects) / targets.length, seed: Number(seed) });
}

const facts = { txid: "after it all", accountNumber: "1", caller: "ann", expected: 1 };
await inbox.open(facts, ["490154203237518"]);
const report = await inbox.read(facts.txid, { limit: 10 });
if (report?.rows.length !== 1) throw new Error("The inbox keeps no report any more.");
inbox.close();
console.log(`${made} objects.`);
