import { runAsCommand } from "./problem.js";
import { seconds } from "./progress.js";
import { chooseSteps } from "./test/choose.js";
import { runSteps } from "./test/run-steps.js";
import { steps } from "./test/steps.js";

/** @param {readonly import("./test/run-steps.js").Result[]} results */
function printTable(results) {
  console.log("");
  for (const { name, passed, duration, remark } of results) {
    const columns = [name.padEnd(22), passed ? "passed" : "FAILED", seconds(duration).padStart(9), remark];
    console.log(columns.join("  ").trimEnd());
  }
}

await runAsCommand(async () => {
  const results = await runSteps(chooseSteps(steps, process.argv.slice(2)));
  const failed = results.filter(({ passed }) => !passed).length;
  printTable(results);
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
