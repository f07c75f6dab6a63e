import { sqliteInbox } from "thingspace-aggregate/sqlite";
import { imeis, Subject, usage } from "../suite/subject.js";

/** One of several that record the same callbacks in the same file, and open the same report. */
const [file = ""] = process.argv.slice(2);
const subject = new Subject((now) => sqliteInbox(file, { now }), "shared report");
for (const device of imeis(200)) {
  await subject.record(usage(device, 5));
  await subject.open(imeis(200));
}
