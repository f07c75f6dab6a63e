import { nextExpiry, sweepSome } from "./expiry.js";
import { createTables, hasTables } from "./schema.js";

/**
 * @import { DurableObjectStorage } from "cloudflare:workers"
 * @import { Database } from "./schema.js"
 */

/** Nothing is kept for less, so that an alarm after it is in time whatever was written. */
const ONE_DAY = 24 * 60 * 60 * 1000;

/**
 * What a Durable Object keeps of an inbox. It has no tables as long as nothing was written, so that asking for what does
 * not exist leaves nothing behind; what it has, it forgets by itself in time.
 */
export class ObjectStore {
  #storage;
  /** @type {Database} */
  #database;
  #hasTables;
  #hasAlarm = false;

  /** @param {DurableObjectStorage} storage */
  constructor(storage) {
    this.#storage = storage;
    this.#database = {
      all: (sql, ...values) => storage.sql.exec(sql, ...values).toArray(),
      transaction: (work) => storage.transactionSync(work),
    };
    this.#hasTables = hasTables(this.#database);
  }

  /**
   * @template T
   * @param {(database: Database) => T} work
   * @returns {T | undefined} undefined as long as nothing was written
   */
  read(work) {
    return this.#hasTables ? work(this.#database) : undefined;
  }

  /**
   * Does the work in one transaction. The object's output gate holds back every answer until that is on disk.
   *
   * @template T
   * @param {number} now
   * @param {(database: Database) => T} work
   * @returns {Promise<T>}
   */
  async write(now, work) {
    const needsAlarm = !this.#hasAlarm && (await this.#storage.getAlarm()) === null;
    // With nothing to wait for from here on, all of this is written at once, or nothing.
    const alarm = needsAlarm ? this.#storage.setAlarm(now + ONE_DAY) : undefined;
    this.#hasAlarm = true;
    if (!this.#hasTables) createTables(this.#database);
    this.#hasTables = true;
    const result = this.#database.transaction(() => work(this.#database));
    await alarm;
    return result;
  }

  /** What is to be done when the object's alarm goes off. */
  async sweep() {
    this.#hasAlarm = false;
    const next = this.read((database) => {
      while (database.transaction(() => sweepSome(database, Date.now())));
      return nextExpiry(database);
    });
    if (next !== undefined) return this.#storage.setAlarm(next);
    this.#hasTables = false;
    return this.#storage.deleteAll();
  }
}
