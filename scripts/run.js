import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Problem } from "./problem.js";

const MINUTE = 60_000;
const GRACE = 5_000;

/** Process groups that are running now, so that Ctrl-C leaves nothing behind. @type {Set<number>} */
const running = new Set();

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, onLine?: (line: string) => void }} RunOptions */

/**
 * Runs a command to its end, without standard input.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options] `timeout` in milliseconds, ten minutes if not given
 * @returns {Promise<string>} what it printed, both streams as they came
 * @throws {Problem} when it is not there, fails, or takes longer than `timeout`; `output` holds what it printed
 */
export async function run(command, args, { cwd, env = process.env, timeout = 10 * MINUTE, onLine } = {}) {
  const shown = [command, ...args].join(" ");
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const { pid } = child;
  if (pid !== undefined) startGuarding(pid);

  /** @type {string[]} */
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }

  let late = false;
  const alarm = setTimeout(() => {
    late = true;
    if (pid !== undefined) endGroup(pid);
  }, timeout);

  try {
    const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
    const output = lines.join("\n");
    if (late) throw new Problem(`${shown}\ntook longer than ${timeout / MINUTE} minutes and was ended.`, { output });
    if (code !== 0) throw new Problem(`${shown}\nfailed (exit code ${code}).`, { output });
    return output;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${command} could not be started: ${error instanceof Error ? error.message : error}`);
  } finally {
    clearTimeout(alarm);
    if (pid !== undefined) stopGuarding(pid);
  }
}

/**
 * Ends a command and all that it started: first the polite way, then the sure one.
 * @param {number} group
 */
function endGroup(group) {
  signalGroup(group, "SIGTERM");
  setTimeout(() => signalGroup(group, "SIGKILL"), GRACE).unref();
}

/**
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended by itself.
  }
}

/** @param {number} group */
function startGuarding(group) {
  if (running.size === 0) for (const signal of STOPS) process.on(signal, endAll);
  running.add(group);
}

/** @param {number} group */
function stopGuarding(group) {
  running.delete(group);
  if (running.size === 0) for (const signal of STOPS) process.off(signal, endAll);
}

/** @type {readonly NodeJS.Signals[]} */
const STOPS = ["SIGINT", "SIGTERM", "SIGHUP"];

function endAll() {
  for (const group of running) signalGroup(group, "SIGTERM");
  process.exit(130);
}
