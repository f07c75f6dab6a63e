import { runInWindowOverHttp2 } from "./browser-suite.js";

/** The test looks for it. */
Reflect.set(globalThis, "outcomes", await runInWindowOverHttp2());
