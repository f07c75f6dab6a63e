// Without a bundler, a page imports what its server has by its address.
import * as api from "/node_modules/thingspace-aggregate/entries/browser.js";
import { runFaults } from "../suite/run-faults.js";

/** The test looks for it. As text, since WebDriver has no `undefined`. */
Reflect.set(globalThis, "results", JSON.stringify(await runFaults(location.origin, api)));
