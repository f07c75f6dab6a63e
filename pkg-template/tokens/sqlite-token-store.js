import { openDatabase } from "../inbox/node-database.js";

const TABLE = "CREATE TABLE IF NOT EXISTS tokens (id INTEGER PRIMARY KEY CHECK (id = 1), text TEXT NOT NULL) STRICT";
const READ = "SELECT text FROM tokens";
const WRITE = "REPLACE INTO tokens (id, text) VALUES (1, ?)";

/** @type {typeof import("../sqlite.js").sqliteTokenStore} */
export function sqliteTokenStore(file) {
  const { all, whenUnlocked, close } = openDatabase(file, (database) => database.all(TABLE));
  return {
    async read() {
      const [row] = await whenUnlocked(() => all(READ));
      return row === undefined ? undefined : String(row.text);
    },

    async write(text) {
      await whenUnlocked(() => all(WRITE, text));
    },

    close,
  };
}
