import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runAsCommand } from "../scripts/problem.js";
import { step } from "../scripts/progress.js";
import { faults } from "../tests/faults/groups.js";
import { startFaultServer } from "../tests/faults/server/fault-server.js";
import { installContestants } from "./install.js";

/**
 * @import { ChildProcess } from "node:child_process"
 * @import { Task } from "../tests/faults/server/fault-server.js"
 * @import { Met } from "./sdk-process.js"
 */

/** An answer of the SDK's takes no longer than its own time limit, unless it hangs. In ms. */
const HANGS = 15_000;

const place = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** Lets the published SDK meet the faults of tests/faults, and writes what comes of each into bench/faults.json. */
await runAsCommand(async () => {
  await installContestants();
  const { dependencies } = JSON.parse(readFileSync(place("package.json"), "utf8"));
  const answers = await step("The published SDK meets the faults", meetAll);
  const record = {
    sdk: `apimatic-verizon-sdk ${dependencies["apimatic-verizon-sdk"]}`,
    node: process.version,
    answers,
  };
  writeFileSync(place("faults.json"), `${JSON.stringify(record, undefined, 2)}\n`);
});

/** @param {(text: string) => void} note */
async function meetAll(note) {
  const server = await startFaultServer(faults, "node", (_, reply) => reply.writeHead(404).end());
  /** @type {Record<string, string>} */
  const answers = {};
  let child = startSdk();
  try {
    for (const task of server.tasks.filter(({ mode }) => mode === "plain")) {
      note(task.name);
      if (child.exitCode !== null || child.signalCode !== null) child = startSdk();
      const met = await meet(child, task);
      const requests = server.postsFor(baseOf(task));
      answers[task.name] = [met, requests > 1 && `${requests} requests`, ...server.straysOf(baseOf(task)).map(strayed)]
        .filter(Boolean)
        .join("; ");
    }
  } finally {
    child.kill();
    server.close();
  }
  return answers;
}

function startSdk() {
  return fork(place("sdk-process.js"), { stdio: "ignore" });
}

/**
 * @param {ChildProcess} child
 * @param {Task} task
 * @returns {Promise<string>} in words
 */
async function meet(child, task) {
  const late = new AbortController();
  const alarm = setTimeout(() => late.abort(), HANGS);
  const { signal } = late;
  child.send({ ...task, base: baseOf(task) });
  /** @type {Met} */
  const met = await Promise.race([
    once(child, "message", { signal }).then(([met]) => met),
    once(child, "exit", { signal }).then(() => ({ words: "ends the process" })),
  ]).catch(() => ({ words: `still waits after ${HANGS / 1_000} s`, goesOn: true }));
  clearTimeout(alarm);
  late.abort();
  if (met.goesOn) await end(child);
  return met.words;
}

/** @param {ChildProcess} child */
async function end(child) {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** Its only try. @param {Task} task */
function baseOf({ base }) {
  return `${base}/1`;
}

/** @param {{ method: string, secrets: string[] }} stray */
function strayed({ method, secrets }) {
  return `follows it with ${method}${secrets.length > 0 ? `, and sends ${secrets.map(named).join(" and ")} along` : ""}`;
}

/** @param {string} header */
function named(header) {
  return header === "authorization" ? "`Authorization`" : "`VZ-M2M-Token`";
}
