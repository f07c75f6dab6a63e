/**
 * @import { Database } from "./schema.js"
 *
 * @typedef {object} Transactions
 * @property {<T>(work: () => T) => T | Promise<T>} transaction may have to wait before it can begin
 * @property {Database["savepoint"]} savepoint
 *
 * @typedef {object} Write
 * @property {() => unknown} work
 * @property {(result: never) => void} resolve
 * @property {(reason: unknown) => void} reject
 *
 * @typedef {<T>(work: () => T) => Promise<T>} GroupWrite Does all of the work, or none of it if it throws.
 */

/**
 * Lets writes share transactions, because the slow part of one is writing to the disk: the first write starts at once,
 * and those that arrive while it is in progress share the next transaction.
 *
 * @param {Transactions} database
 * @param {() => Promise<unknown>} written waits until the work is on the disk
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
      await commit(writes);
      // If this fails, so does the next transaction, whose writes are told.
      await written().catch(() => {});
    }
    isWriting = false;
  }

  /** @param {readonly Write[]} writes */
  async function commit(writes) {
    try {
      const endings = await transaction(() => writes.map(attempt));
      for (const end of endings) end();
    } catch (error) {
      for (const { reject } of writes) reject(error);
    }
  }

  /**
   * If one write throws, the others are not undone.
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
