import * as main from "thingspace-aggregate";
import { runOverHttp2 } from "../suite/run.js";

const outcomes = await runOverHttp2(process.argv[2] ?? "", main);
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
