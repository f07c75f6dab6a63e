import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "./problem.js";
import { step } from "./progress.js";

const LOOK_AGAIN = 250;
const LONGEST_WAIT = 60 * 60_000;

/**
 * Does what only one process at a time may do. The lock is a file with the number of the process that holds it, so that
 * one which was left behind by a process that was killed can be told, and taken over.
 *
 * @template T
 * @param {string} file
 * @param {string} purpose what the holder does, after "which"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Problem} when another process keeps the lock for an hour
 */
export async function locked(file, purpose, work) {
  mkdirSync(dirname(file), { recursive: true });
  if (!take(file)) await waitFor(file, purpose);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @param {string} purpose
 */
async function waitFor(file, purpose) {
  const last = performance.now() + LONGEST_WAIT;
  const holder = `process ${holderOf(file) ?? "?"}, which ${purpose}`;
  await step(`Waiting for ${holder}`, async () => {
    while (!take(file)) {
      if (performance.now() > last) {
        throw new Problem(
          `Waited an hour for ${holder}. End it; or, if there is no such process, delete ${file}. Then try again.`,
        );
      }
      await pause(LOOK_AGAIN);
    }
  });
}

/**
 * @param {string} file
 * @returns {boolean} false when another process has it
 */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    removeAbandoned(file, own);
    // A link appears with its content, all at once, and only where nothing was.
    linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * @param {string} file
 * @param {string} own a name that no other process uses
 */
function removeAbandoned(file, own) {
  const holder = holderOf(file);
  if (holder === undefined || isRunning(holder)) return;
  // Others may find it abandoned at the same time: only what was looked at is removed.
  const removed = `${own}.abandoned`;
  try {
    renameSync(file, removed);
    if (holderOf(removed) !== holder) linkSync(removed, file);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ENOENT") throw error;
  } finally {
    rmSync(removed, { force: true });
  }
}

/** @param {string} file */
function holderOf(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {number} holder */
function isRunning(holder) {
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    // The process of another user cannot be sent a signal, but it is there.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
