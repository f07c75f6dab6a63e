import * as main from "thingspace-aggregate";
import * as inline from "thingspace-aggregate/inline";
import { runSuite } from "../suite/run.js";

const outcomes = await runSuite(process.argv[2] ?? "", { main, inline });
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
