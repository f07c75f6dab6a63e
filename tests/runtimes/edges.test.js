import { runFunction, runWorker, versionOfPackage } from "./fixtures/edges.js";
import { testRow } from "./fixtures/row.js";

testRow(
  "workerd",
  async ({ folder, origin }) => ({
    version: versionOfPackage("workerd"),
    outcomes: [
      ...(await runWorker(folder, "programs/worker.js", origin)),
      ...(await runWorker(folder, "programs/worker-slim.js", origin)),
    ],
  }),
  "programs/worker.js and worker-slim.js are the workers, deployed/ what wrangler made of them.",
);

testRow(
  "edge-light",
  async ({ folder, origin }) => ({
    version: versionOfPackage("edge-runtime"),
    outcomes: [
      ...(await runFunction(folder, "programs/edge-function.js", origin)),
      ...(await runFunction(folder, "programs/edge-function-slim.js", origin)),
    ],
  }),
  "programs/edge-function.js and edge-function-slim.js are the functions.",
);
