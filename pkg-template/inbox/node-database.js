import { closeSync, openSync } from "node:fs";
import { PATIENCE, whenUnlocked } from "./when-unlocked.js";

/**
 * @import { DatabaseSync, StatementSync } from "node:sqlite"
 * @import { Database } from "./schema.js"
 */

/**
 * Opens a file, creating it if it does not exist, so that what is written to it survives a power failure. Opening waits
 * for a locked file; from then on, that is an error at once, and `whenUnlocked` waits without blocking the process.
 *
 * @param {string} file
 * @param {(database: Database) => void} createTables
 * @returns {Database & { whenUnlocked: <T>(work: () => T) => Promise<T>, close: () => void }}
 */
export function openDatabase(file, createTables) {
  const Sqlite = requireSqlite();
  /** @type {DatabaseSync | undefined} */
  let sqlite;
  try {
    refuseOtherNames(file);
    makePrivate(file);
    sqlite = new Sqlite(file);
    sqlite.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
    // In WAL mode, only FULL writes each transaction through to the disk.
    sqlite.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    const database = databaseOf(sqlite);
    database.transaction(() => createTables(database));
    sqlite.exec("PRAGMA busy_timeout = 0");
    return { ...database, whenUnlocked: (work) => whenUnlocked(file, work), close: () => sqlite?.close() };
  } catch (cause) {
    sqlite?.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The file ${file} could not be opened: ${reason}`, { cause });
  }
}

/**
 * Refuses names that SQLite does not take for a path, so that it would open something else than the private file.
 *
 * @param {string} file
 */
function refuseOtherNames(file) {
  if (file === ":memory:") {
    throw new Error(
      "it must be the path of a file. In memory, use memoryInbox() instead of sqliteInbox, and createTokens without a store.",
    );
  }
  if (String(file).startsWith("file:")) throw new Error("it must be a path, not a URI.");
}

/**
 * Creates the file if it does not exist, so that only its owner can read it: SQLite gives the files next to it the same
 * mode.
 *
 * @param {string} file
 */
function makePrivate(file) {
  closeSync(openSync(file, "a", 0o600));
}

/**
 * @param {DatabaseSync} sqlite
 * @returns {Database}
 */
function databaseOf(sqlite) {
  /** @type {Map<string, StatementSync>} */
  const prepared = new Map();

  /** @type {Database["all"]} */
  const all = (sql, ...values) => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = sqlite.prepare(sql);
      prepared.set(sql, statement);
    }
    return statement.all(...values);
  };

  /**
   * Not with `exec`, whose errors have no code in Deno.
   *
   * @template T
   * @param {readonly [begin: string, end: string, ...undo: string[]]} statements
   * @param {() => T} work
   */
  const between = ([begin, end, ...undo], work) => {
    all(begin);
    try {
      const result = work();
      all(end);
      return result;
    } catch (error) {
      try {
        for (const sql of undo) all(sql);
      } catch {
        // SQLite has already done so, for example after a full disk.
      }
      throw error;
    }
  };

  return {
    all,
    transaction: (work) => between(["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"], work),
    savepoint: (work) => between(["SAVEPOINT one", "RELEASE one", "ROLLBACK TO one", "RELEASE one"], work),
  };
}

/** Loaded only now, because Node 20 does not have it, and would refuse an import. */
function requireSqlite() {
  const sqlite = globalThis.process?.getBuiltinModule?.("node:sqlite");
  if (sqlite === undefined) {
    const here = globalThis.process?.version;
    throw new Error(
      `thingspace-aggregate/sqlite needs node:sqlite, which Node 22.13, Deno 2.2, Bun 1.4 and newer versions have${here ? `; this is ${here}` : ""}.`,
    );
  }
  return sqlite.DatabaseSync;
}
