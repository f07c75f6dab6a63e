import * as main from "thingspace-aggregate";
import { runSuite } from "../suite/run.js";

const outcomes = await runSuite(process.argv[2] ?? "", { main });
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
