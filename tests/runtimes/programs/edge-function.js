import * as main from "thingspace-aggregate";
import { runSuite } from "../suite/run.js";
import { answerFetch } from "./edge-answer.js";

answerFetch(async (origin) => Response.json(await runSuite(origin, { main })));
