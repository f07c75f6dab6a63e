/** How long to wait while another process has locked the file, in milliseconds. */
export const PATIENCE = 10_000;

/** Milliseconds between two tries: the first time, and later. */
const SHORTEST = 1;
const LONGEST = 25;

/** SQLite's code for it, in the lowest byte of all its more detailed codes. */
const BUSY = 5;

/**
 * Does something with a database as soon as no other process has locked its file. SQLite could wait by itself, but
 * nothing else would happen in this process meanwhile.
 *
 * @template T
 * @param {string} file
 * @param {() => T} work does nothing if the file is locked
 * @returns {Promise<T>}
 */
export async function whenUnlocked(file, work) {
  const end = performance.now() + PATIENCE;
  for (let pause = SHORTEST; ; pause = Math.min(2 * pause, LONGEST)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() >= end) throw locked(file, error);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** @param {unknown} error */
function isBusy(error) {
  const { errcode } = /** @type {{ errcode?: unknown }} */ (error);
  return typeof errcode === "number" && (errcode & 0xff) === BUSY;
}

/** @param {string} file @param {unknown} cause */
function locked(file, cause) {
  return new Error(
    `The file ${file} has been locked by another process for ${PATIENCE / 1_000} seconds. Look for a program that keeps a transaction open in it, such as a backup or an SQLite shell.`,
    { cause },
  );
}
