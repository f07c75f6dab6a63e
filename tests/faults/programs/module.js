import * as api from "thingspace-aggregate";
import { runFaults } from "../suite/run-faults.js";

const results = await runFaults(process.argv[2] ?? "", api);
process.stdout.write(`${JSON.stringify(results)}\n`);
