import { sqliteInbox } from "thingspace-aggregate/sqlite";
import { contains } from "../../runtimes/suite/expect.js";
import { Subject } from "../suite/subject.js";

/** Looks at what three sharers left. */
const [file = ""] = process.argv.slice(2);
const subject = new Subject((now) => sqliteInbox(file, { now }), "shared report");
contains(await subject.report(), { state: "complete", answered: 200, repeated: 400, bytesTransferred: 1_000 });
