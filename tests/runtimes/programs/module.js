import { readFile } from "node:fs/promises";
import * as main from "thingspace-aggregate";
import * as inline from "thingspace-aggregate/inline";
import * as slim from "thingspace-aggregate/slim";
import { runSuite } from "../suite/run.js";

await slim.load(await readFile(new URL(import.meta.resolve("thingspace-aggregate/aggregate.wasm"))));
const outcomes = await runSuite(process.argv[2] ?? "", { main, inline, slim });
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
