import * as slim from "/node_modules/thingspace-aggregate/entries/slim.js";
import { runSuite } from "../suite/run.js";

await slim.load("/node_modules/thingspace-aggregate/aggregate.wasm");
postMessage(await runSuite(location.origin, { slim }));
