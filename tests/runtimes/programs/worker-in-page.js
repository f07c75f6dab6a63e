import { runIn } from "./browser-suite.js";

postMessage(await runIn("worker"));
