import { createTables } from "./schema.js";

/**
 * @import { DatabaseSync, StatementSync } from "node:sqlite"
 * @import { Database, Value } from "./schema.js"
 */

/** Milliseconds for which one process waits while another writes to the same file. */
const PATIENCE = 10_000;

/**
 * Opens a file, making it where there is none, so that what was written to it outlives a power failure.
 *
 * @param {string} file
 * @returns {Database & { close(): void }}
 */
export function openDatabase(file) {
  const Sqlite = requireSqlite();
  try {
    return prepare(new Sqlite(file));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The inbox in ${file} could not be opened: ${reason}`, { cause });
  }
}

/** @param {DatabaseSync} sqlite */
function prepare(sqlite) {
  try {
    const database = { ...databaseOf(sqlite), close: () => sqlite.close() };
    sqlite.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
    // In WAL mode, only FULL writes each transaction through to the disk.
    sqlite.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    createTables(database);
    return database;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/**
 * @param {DatabaseSync} sqlite
 * @returns {Database}
 */
function databaseOf(sqlite) {
  /** @type {Map<string, StatementSync>} */
  const prepared = new Map();

  return {
    all(sql, ...values) {
      let statement = prepared.get(sql);
      if (statement === undefined) {
        statement = sqlite.prepare(sql);
        prepared.set(sql, statement);
      }
      return statement.all(...values);
    },

    transaction(work) {
      sqlite.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        sqlite.exec("COMMIT");
        return result;
      } catch (error) {
        rollBack(sqlite);
        throw error;
      }
    },
  };
}

/** @param {DatabaseSync} sqlite */
function rollBack(sqlite) {
  try {
    sqlite.exec("ROLLBACK");
  } catch {
    // SQLite has done so by itself, as after a full disk.
  }
}

/** Looked for only now, since Node 20 has none and would refuse an import. */
function requireSqlite() {
  const sqlite = globalThis.process?.getBuiltinModule?.("node:sqlite");
  if (sqlite === undefined) {
    const here = globalThis.process?.version;
    throw new Error(
      `thingspace-aggregate/sqlite needs node:sqlite, which Node 22.13, Deno 2.2 and Bun 1.4 have, or newer ones${here ? `; this is ${here}` : ""}.`,
    );
  }
  return sqlite.DatabaseSync;
}
