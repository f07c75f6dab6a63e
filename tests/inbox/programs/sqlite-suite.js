import { sqliteInbox } from "thingspace-aggregate/sqlite";
import { runSuite } from "../suite/run.js";

const [file = "", phase = ""] = process.argv.slice(2);
const outcomes = await runSuite(
  (now) => sqliteInbox(file, { now }),
  /** @type {import("../suite/run.js").Phase} */ (phase),
);
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
