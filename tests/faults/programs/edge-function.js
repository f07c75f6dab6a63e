import * as api from "thingspace-aggregate";
import { answerFetch } from "../../runtimes/programs/edge-answer.js";
import { runFaults } from "../suite/run-faults.js";

answerFetch(async (origin) => Response.json(await runFaults(origin, api)));
