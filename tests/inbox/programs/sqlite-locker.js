import { DatabaseSync } from "node:sqlite";

/** Locks a file as another process that writes to it does, until its input ends. */
const [file = ""] = process.argv.slice(2);
const sqlite = new DatabaseSync(file);
sqlite.exec("BEGIN IMMEDIATE");
process.stdout.write("locked\n");
process.stdin.resume().on("end", () => {
  sqlite.exec("COMMIT");
  sqlite.close();
});
