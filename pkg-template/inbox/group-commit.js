/**
 * @import { Database } from "./schema.js"
 *
 * @typedef {object} Write
 * @property {() => unknown} work
 * @property {(result: never) => void} resolve
 * @property {(reason: unknown) => void} reject
 *
 * @typedef {<T>(work: () => T) => Promise<T>} GroupWrite Does all of the work, or nothing of it when it throws.
 */

/**
 * Lets writes share transactions, since what takes long is to get one to the disk: the first goes at once, and those that
 * come until it is there go together in the next.
 *
 * @param {Pick<Database, "transaction" | "savepoint">} database
 * @param {() => Promise<unknown>} written waits until what was done is on the disk
 * @returns {GroupWrite}
 */
export function groupCommit({ transaction, savepoint }, written) {
  /** @type {Write[]} */
  let waiting = [];
  let isWriting = false;

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject });
      if (!isWriting) writeAll();
    });

  async function writeAll() {
    isWriting = true;
    while (waiting.length > 0) {
      const writes = waiting;
      waiting = [];
      commit(writes);
      // If this fails, the next transaction does, too: the writes in it are told.
      await written().catch(() => {});
    }
    isWriting = false;
  }

  /** @param {readonly Write[]} writes */
  function commit(writes) {
    try {
      const endings = transaction(() => writes.map(attempt));
      for (const end of endings) end();
    } catch (error) {
      for (const { reject } of writes) reject(error);
    }
  }

  /**
   * What one write throws undoes nothing of the others.
   *
   * @param {Write} write
   */
  function attempt({ work, resolve, reject }) {
    try {
      const result = savepoint(work);
      return () => resolve(/** @type {never} */ (result));
    } catch (error) {
      return () => reject(error);
    }
  }
}
