import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds in which Linux counts processor time, and KiB of a page. */
const TICK = 10;
const PAGE = 4;

/** The processes of workerd that this process has started. */
export function workerProcesses() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const found = look(Number(name));
      return found?.name.startsWith("workerd") && found.parent === process.pid ? [Number(name)] : [];
    });
}

/** Milliseconds of processor time that a process has taken, and KiB of memory that it has. @param {number} pid */
export function usageOf(pid) {
  const found = look(pid);
  if (found === undefined) throw new Error("workerd has ended.");
  return found;
}

/**
 * What /proc/<pid>/stat says; undefined once the process has ended.
 *
 * @param {number} pid
 */
function look(pid) {
  try {
    const [, name = "", rest = ""] = /\((.*)\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    const fields = rest.split(" ").map(Number);
    const at = (/** @type {number} */ index) => fields[index] ?? Number.NaN;
    return { name, parent: at(1), processor: (at(11) + at(12)) * TICK, memory: at(21) * PAGE };
  } catch {
    return undefined;
  }
}
