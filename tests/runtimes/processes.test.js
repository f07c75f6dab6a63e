import { rm } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../scripts/places.js";
import { run } from "../../scripts/run.js";
import { nodeProgram } from "../../scripts/setup/runtimes.js";
import { newerNodeVersion, oldestNodeVersion } from "../../scripts/setup/versions.js";
import { runProgram, versionOfProgram } from "./fixtures/program.js";
import { testRow } from "./fixtures/row.js";

/** @import { rows } from "./rows.js" */

const modules = ["programs/module.js", "programs/module-slim.js"];

const installed = (/** @type {string} */ name) => join(root, "node_modules", ".bin", name);

for (const [name, node] of /** @type {const} */ ([
  ["node-oldest", nodeProgram(oldestNodeVersion)],
  ["node", process.execPath],
  ["node-newer", nodeProgram(newerNodeVersion)],
])) {
  testPrograms(name, [node], modules);
  testPrograms(`${name}-require`, [node], ["programs/common-js.cjs"]);
}
const denoRun = ["run", "--no-prompt", "--node-modules-dir=manual", "--allow-read", "--allow-net=127.0.0.1"];
testPrograms("deno", [installed("deno"), ...denoRun], modules);
testPrograms("bun", [installed("bun")], modules);

testRow(
  "bun-executable",
  async ({ folder, origin }) => {
    const executable = join(folder, "one-file");
    await run(installed("bun"), ["build", "--compile", "programs/one-file.js", "--outfile", executable], {
      cwd: folder,
    });
    await rm(join(folder, "node_modules"), { recursive: true });
    return {
      version: await versionOfProgram(folder, installed("bun")),
      outcomes: await runProgram(folder, executable, [origin]),
    };
  },
  "one-file is the executable, made of programs/one-file.js; what it was made with in node_modules is gone.",
);

/**
 * @param {keyof typeof rows} name
 * @param {[string, ...string[]]} command
 * @param {readonly string[]} programs
 */
function testPrograms(name, [command, ...args], programs) {
  testRow(
    name,
    async ({ folder, origin }) => {
      const outcomes = [];
      for (const program of programs) outcomes.push(...(await runProgram(folder, command, [...args, program, origin])));
      return { version: await versionOfProgram(folder, command), outcomes };
    },
    `There, with the address of a far side in place of ORIGIN: ${[command, ...args, programs[0]].join(" ")} ORIGIN`,
  );
}
