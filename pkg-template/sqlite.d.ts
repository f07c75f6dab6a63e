import type { Inbox, InboxOptions } from "./inbox.js";
import type { TokenStore } from "./tokens.js";

/** An inbox in a file, for gateways on one server. */
export interface SqliteInbox extends Inbox {
  /** Closes the file. What was recorded is in it. */
  close(): void;
}

/**
 * Keeps reports in an SQLite file, which is created if it does not exist, with two more next to it while it is open (`-wal`
 * and `-shm`), all for their owner alone. What was recorded outlives `kill -9` and, where the disk keeps its promises, a power failure. Several
 * processes of one machine may share a file, which must not be on a network's file system.
 *
 * Needs `node:sqlite`: Node 22.13, Deno 2.2 (with `--allow-read` and `--allow-write` for the folder) or Bun 1.4, or newer.
 *
 * @throws {Error} when there is no `node:sqlite`, and when the file cannot be opened: it says which, and why
 */
export function sqliteInbox(file: string, options?: InboxOptions): SqliteInbox;

/** A {@link TokenStore} in a file. */
export interface SqliteTokenStore extends TokenStore {
  /** Closes the file. What was written is in it. */
  close(): void;
}

/**
 * Keeps what `createTokens` must not forget when its process ends: the tokens, and how many logins have failed. A file
 * that it makes can be read by its owner alone. It may not be an inbox's.
 *
 * Needs what {@link sqliteInbox} needs.
 *
 * @throws {Error} when there is no `node:sqlite`, and when the file cannot be opened: it says which, and why
 */
export function sqliteTokenStore(file: string): SqliteTokenStore;
