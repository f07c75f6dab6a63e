import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import * as slim from "thingspace-aggregate/slim";
import { runSuite } from "../suite/run.js";

const wasm = createRequire(import.meta.url).resolve("thingspace-aggregate/aggregate.wasm");
await slim.load(await readFile(wasm));
const outcomes = await runSuite(process.argv[2] ?? "", { slim });
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
