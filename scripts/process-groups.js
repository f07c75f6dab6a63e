const GRACE = 5_000;

/** With which somebody stops this process: Ctrl-C, `kill`, a terminal that is closed. @type {readonly NodeJS.Signals[]} */
export const STOPS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The process groups that are running now. @type {Set<number>} */
const running = new Set();

/**
 * From now on this group is ended, too, when somebody stops this process.
 * @param {number} group
 */
export function guardGroup(group) {
  if (running.size === 0) for (const stop of STOPS) process.on(stop, endAll);
  running.add(group);
}

/** @param {number} group */
export function releaseGroup(group) {
  running.delete(group);
  if (running.size === 0) for (const stop of STOPS) process.off(stop, endAll);
}

/**
 * Ends a command and all that it started: first the polite way, then the sure one.
 * @param {number} group
 */
export function endGroup(group) {
  signal(group, "SIGTERM");
  setTimeout(() => signal(group, "SIGKILL"), GRACE).unref();
}

function endAll() {
  for (const group of running) signal(group, "SIGTERM");
  process.exit(130);
}

/**
 * @param {number} group
 * @param {NodeJS.Signals} name
 */
function signal(group, name) {
  try {
    process.kill(-group, name);
  } catch {
    // It has ended by itself.
  }
}
