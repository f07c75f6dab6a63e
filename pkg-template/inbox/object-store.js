import { nextExpiry, sweepSome } from "./expiry.js";
import { createTables, hasTables } from "./schema.js";

/**
 * @import { DurableObjectStorage } from "cloudflare:workers"
 * @import { Database } from "./schema.js"
 */

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
    await this.#wakeWithinADay(now);
    if (!this.#hasTables) createTables(this.#database);
    this.#hasTables = true;
    return this.#database.transaction(() => work(this.#database));
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

  /**
   * Nothing is kept for less than a day, so that an alarm within one comes in time whatever is written.
   *
   * @param {number} now
   */
  async #wakeWithinADay(now) {
    if (this.#hasAlarm) return;
    if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(now + ONE_DAY);
    this.#hasAlarm = true;
  }
}
