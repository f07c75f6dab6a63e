const { readFile } = require("node:fs/promises");
const main = require("thingspace-aggregate");
const inline = require("thingspace-aggregate/inline");
const slim = require("thingspace-aggregate/slim");

(async () => {
  const { runSuite } = await import("../suite/run.js");
  await slim.load(await readFile(require.resolve("thingspace-aggregate/aggregate.wasm")));
  const outcomes = await runSuite(process.argv[2] ?? "", { main, inline, slim });
  process.stdout.write(`${JSON.stringify(outcomes)}\n`);
})();
