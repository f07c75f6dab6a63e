import { nextExpiry, sweepSome } from "./expiry.js";
import { groupCommit } from "./group-commit.js";
import { createTables, hasTables } from "./schema.js";

/**
 * @import { DurableObjectStorage } from "cloudflare:workers"
 * @import { Database } from "./schema.js"
 */

/** Nothing is kept for a shorter time, so an alarm after it is always early enough. */
const ONE_DAY = 24 * 60 * 60 * 1000;

/**
 * Milliseconds between two transactions, in which writes gather for the next. An object has one thread, which is
 * blocked while SQLite waits for the disk: without a pause, hardly any writes would share the next transaction.
 */
const GATHERING = 10;

/**
 * The part of an inbox in a Durable Object. It has no tables until something is written, so that a query for something
 * that does not exist leaves nothing behind. It deletes what has expired by itself.
 */
export class ObjectStore {
  #storage;
  /** @type {Database} */
  #database;
  #hasTables;
  /** Undefined until that is known. @type {boolean | undefined} */
  #hasAlarm;
  #wakeAt = 0;
  #write;

  /** @param {DurableObjectStorage} storage */
  constructor(storage) {
    this.#storage = storage;
    /** @template T @param {() => T} work */
    const savepoint = (work) => storage.transactionSync(work);
    this.#database = {
      all: (sql, ...values) => storage.sql.exec(sql, ...values).toArray(),
      transaction: savepoint,
      savepoint,
    };
    this.#hasTables = hasTables(this.#database);
    const inTransaction = {
      savepoint,
      /** @template T @param {() => T} work */
      transaction: (work) =>
        savepoint(() => {
          this.#prepare();
          return work();
        }),
    };
    this.#write = groupCommit(inTransaction, async () => {
      await storage.sync();
      await new Promise((resolve) => setTimeout(resolve, GATHERING));
    });
  }

  /**
   * @template T
   * @param {(database: Database) => T} work
   * @returns {T | undefined} undefined if nothing has been written
   */
  read(work) {
    return this.#hasTables ? work(this.#database) : undefined;
  }

  /**
   * Does all of the work, or none of it if it throws. The object's output gate delays every answer until what was
   * written is on the disk.
   *
   * @template T
   * @param {(database: Database) => T} work
   * @param {number} now
   * @returns {Promise<T>}
   */
  async write(work, now) {
    this.#hasAlarm ??= (await this.#storage.getAlarm()) !== null;
    this.#wakeAt = now + ONE_DAY;
    return this.#write(() => work(this.#database));
  }

  /** Part of every transaction, and so written with it or not at all. */
  #prepare() {
    if (!this.#hasTables) createTables(this.#database);
    this.#hasTables = true;
    // Not awaited: it is on the disk with the rest of the transaction.
    if (!this.#hasAlarm) this.#storage.setAlarm(this.#wakeAt);
    this.#hasAlarm = true;
  }

  /** What to do when the object's alarm goes off. */
  async sweep() {
    this.#hasAlarm = false;
    const next = this.read((database) => {
      while (database.transaction(() => sweepSome(database, Date.now())));
      return nextExpiry(database);
    });
    if (next !== undefined) {
      this.#hasAlarm = true;
      return this.#storage.setAlarm(next);
    }
    this.#hasTables = false;
    return this.#storage.deleteAll();
  }
}
