import wasm from "thingspace-aggregate/aggregate.wasm?module";
import * as slim from "thingspace-aggregate/slim";
import { runSuite } from "../suite/run.js";
import { answerFetch } from "./edge-answer.js";

answerFetch(async (origin) => {
  await slim.load(wasm);
  return Response.json(await runSuite(origin, { slim }));
});
