/**
 * @typedef {string | number | null} Value
 *
 * @typedef {object} Database SQLite, as servers and Durable Objects both provide it; every function is synchronous
 * @property {(sql: string, ...values: Value[]) => Record<string, Value>[]} all runs one statement
 * @property {<T>(work: () => T) => T} transaction does all of the work, or none of it if it throws
 * @property {<T>(work: () => T) => T} savepoint the same for a part of a transaction
 */

/**
 * The tables of an inbox. A file uses all of them; each Durable Object has all of them and uses some. All times are in
 * milliseconds since 1970.
 */
const TABLES = [
  `CREATE TABLE IF NOT EXISTS report (
    txid TEXT PRIMARY KEY,
    report TEXT NOT NULL,
    opened_at INTEGER,
    is_complete INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT`,
  "CREATE INDEX IF NOT EXISTS report_by_expiry ON report (expires_at)",

  `CREATE TABLE IF NOT EXISTS device (
    txid TEXT NOT NULL,
    imei TEXT NOT NULL,
    seq INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    device TEXT,
    PRIMARY KEY (txid, imei)
  ) STRICT, WITHOUT ROWID`,
  "CREATE UNIQUE INDEX IF NOT EXISTS device_by_seq ON device (txid, seq)",

  // due_at is null once the report has been announced.
  `CREATE TABLE IF NOT EXISTS listed (
    txid TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    due_at INTEGER,
    expires_at INTEGER NOT NULL
  ) STRICT`,
  "CREATE INDEX IF NOT EXISTS listed_by_opening ON listed (opened_at, txid)",
  "CREATE INDEX IF NOT EXISTS listed_by_due ON listed (due_at) WHERE due_at IS NOT NULL",
  "CREATE INDEX IF NOT EXISTS listed_by_expiry ON listed (expires_at)",

  `CREATE TABLE IF NOT EXISTS submission (
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    since INTEGER NOT NULL,
    answer TEXT,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (caller, key)
  ) STRICT`,
  "CREATE INDEX IF NOT EXISTS submission_by_expiry ON submission (expires_at)",
];

/** To be called in a transaction. @param {Database} database */
export function createTables(database) {
  for (const sql of TABLES) database.all(sql);
}

/** @param {Database} database */
export function hasTables(database) {
  return database.all("SELECT 1 FROM sqlite_master WHERE name = 'submission'").length > 0;
}
