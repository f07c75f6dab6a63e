import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Problem } from "./problem.js";
import { endGroup, guardGroup, releaseGroup } from "./process-groups.js";
import { seconds } from "./progress.js";

const HALF_AN_HOUR = 30 * 60_000;
const LAST_WORDS = 5_000;

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, onLine?: (line: string) => void }} RunOptions */

/**
 * Runs a command to its end, without standard input.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options] `timeout` in milliseconds, half an hour if not given
 * @returns {Promise<string>} what it printed, both streams as they came
 * @throws {Problem} when it is not there, fails, or takes longer than `timeout`; `output` holds what it printed
 */
export async function run(command, args, { cwd, env, timeout = HALF_AN_HOUR, onLine } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const lines = collectLines([child.stdout, child.stderr], onLine);
  const ending = await endOf(child, timeout);
  const output = lines.join("\n");
  if (ending !== undefined) throw new Problem(`${[command, ...args].join(" ")}\n${ending}`, { output });
  return output;
}

/**
 * @param {readonly import("node:stream").Readable[]} streams
 * @param {((line: string) => void) | undefined} onLine
 */
function collectLines(streams, onLine) {
  /** @type {string[]} */
  const lines = [];
  for (const input of streams) {
    createInterface({ input }).on("line", (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  return lines;
}

/**
 * Waits until a command and its output have ended.
 *
 * @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} child
 * @param {number} timeout
 * @returns {Promise<string | undefined>} what went wrong, if anything did
 */
async function endOf(child, timeout) {
  const { pid } = child;
  if (pid === undefined) {
    const error = await new Promise((resolve) => child.once("error", resolve));
    return `could not be started: ${error.message}`;
  }
  let late = false;
  const alarm = setTimeout(() => {
    late = true;
    endGroup(pid);
  }, timeout);
  guardGroup(pid);
  try {
    const code = await new Promise((resolve) => {
      child.once("close", (code, signal) => resolve(code ?? signal));
      // What the command left running may hold on to its output, which then never closes.
      child.once("exit", () => setTimeout(closeOutput, LAST_WORDS, child).unref());
    });
    if (late) return `took longer than ${seconds(timeout)} and was ended.`;
    return code === 0 ? undefined : `failed (${code}).`;
  } finally {
    clearTimeout(alarm);
    releaseGroup(pid);
  }
}

/** @param {{ stdout: import("node:stream").Readable, stderr: import("node:stream").Readable }} child */
function closeOutput({ stdout, stderr }) {
  stdout.destroy();
  stderr.destroy();
}
