import type { Inbox, InboxOptions } from "./inbox.js";
import type { TokenStore } from "./tokens.js";

/** An inbox in a file, for gateways on a single server. */
export interface SqliteInbox extends Inbox {
  /** Closes the file. Nothing that was recorded is lost. */
  close(): void;
}

/**
 * Stores reports in an SQLite file, which is created if it does not exist. While it is open, there are two more files
 * next to it (`-wal` and `-shm`). Only their owner can read them. What was recorded survives `kill -9` and, if the disk
 * keeps its promises, a power failure. Several processes on one machine may share a file, but it must not be on a
 * network file system. A call that finds the file locked by another process waits for up to 10 seconds, and then rejects;
 * meanwhile, this process goes on with other work. Opening the file waits just as long, but synchronously: nothing else
 * happens in this process until then, so call this function when the process starts.
 *
 * `file` is a path. SQLite's other names (`:memory:`, `file:` and what follows) are refused; in memory, use
 * `memoryInbox()`.
 *
 * Needs `node:sqlite`: Node 22.13, Deno 2.2 (with `--allow-read` and `--allow-write` for the folder), Bun 1.4, or
 * newer.
 *
 * @throws {Error} if there is no `node:sqlite`, or if the file cannot be opened; the message names the file and the
 *   reason
 */
export function sqliteInbox(file: string, options?: InboxOptions): SqliteInbox;

/** A {@link TokenStore} in a file. */
export interface SqliteTokenStore extends TokenStore {
  /** Closes the file. Nothing that was written is lost. */
  close(): void;
}

/**
 * Stores what `createTokens` must not forget when its process ends: the tokens, and the number of failed logins. A file
 * that it creates can only be read by its owner. It must not be the file of an inbox.
 *
 * Has the same requirements as {@link sqliteInbox}.
 *
 * @throws {Error} if there is no `node:sqlite`, or if the file cannot be opened; the message names the file and the
 *   reason
 */
export function sqliteTokenStore(file: string): SqliteTokenStore;
