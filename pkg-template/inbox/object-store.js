import { nextExpiry, sweepSome } from "./expiry.js";
import { groupCommit } from "./group-commit.js";
import { createTables, hasTables } from "./schema.js";

/**
 * @import { DurableObjectStorage } from "cloudflare:workers"
 * @import { Database } from "./schema.js"
 */

/** Nothing is kept for less, so that an alarm after it is in time whatever was written. */
const ONE_DAY = 24 * 60 * 60 * 1000;

/**
 * Milliseconds after a transaction until the next, in which writes gather for it. An object has one thread, and it stands
 * still while SQLite waits for the disk: without a pause the next transaction would find hardly anything to share it.
 */
const GATHERING = 10;

/**
 * What a Durable Object keeps of an inbox. It has no tables as long as nothing was written, so that asking for what does
 * not exist leaves nothing behind; what it has, it forgets by itself in time.
 */
export class ObjectStore {
  #storage;
  /** @type {Database} */
  #database;
  #hasTables;
  /** Undefined as long as that is not known. @type {boolean | undefined} */
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
   * @returns {T | undefined} undefined as long as nothing was written
   */
  read(work) {
    return this.#hasTables ? work(this.#database) : undefined;
  }

  /**
   * Does all of the work, or nothing of it when it throws. The object's output gate holds back every answer until what was
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
    // Nobody waits for this: it is on the disk with the rest of the transaction.
    if (!this.#hasAlarm) this.#storage.setAlarm(this.#wakeAt);
    this.#hasAlarm = true;
  }

  /** What is to be done when the object's alarm goes off. */
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
