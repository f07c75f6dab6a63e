/** @import { TokenOptions, TokenStore } from "../tokens.js" */

const THINGSPACE = "https://thingspace.verizon.com";

/** Milliseconds for one request. At most two are needed, and a submission has 30 seconds for everything. */
const PATIENCE = 10_000;

const known = ["key", "secret", "username", "password", "fetch", "store", "baseUrl", "timeout", "now"];

/**
 * @typedef {object} Settings
 * @property {{ key: string, secret: string, username: string, password: string }} credentials
 * @property {string} origin of ThingSpace
 * @property {typeof globalThis.fetch} send
 * @property {TokenStore} store
 * @property {number} timeout
 * @property {() => number} now
 */

/**
 * @param {TokenOptions} given
 * @returns {Settings}
 * @throws {TypeError} that names everything that is wrong, without repeating any value
 */
export function readOptions(given) {
  if (typeof given !== "object" || given === null) throw new TypeError("createTokens needs an object with options.");
  const { key, secret, username, password, fetch, store, baseUrl = THINGSPACE, timeout = PATIENCE, now } = given;
  const origin = originOf(baseUrl);
  const problems = [
    ...Object.keys(given).flatMap((name) => (known.includes(name) ? [] : [`${name} is not an option`])),
    ...Object.entries({ key, secret, username, password }).flatMap(([name, value]) => problemOfText(name, value)),
    ...(typeof key === "string" && key.includes(":")
      ? ["key must not contain a colon, which would end it in Basic authentication"]
      : []),
    ...(isFunction(fetch) ? [] : ["fetch must be a function"]),
    ...(isFunction(now) ? [] : ["now must be a function that returns milliseconds since 1970"]),
    ...(isStore(store) ? [] : ["store must have the functions read and write"]),
    ...(typeof timeout === "number" && timeout > 0 && timeout < 2 ** 31
      ? []
      : ["timeout must be a number of milliseconds above 0"]),
    ...(origin === undefined ? ["baseUrl must be an origin: https://host, or http:// on this machine, no path"] : []),
  ];
  if (origin === undefined || problems.length > 0) throw new TypeError(`createTokens: ${problems.join("; ")}.`);
  return {
    credentials: { key, secret, username, password },
    origin,
    // Looked up for each call, and called without `this`, which workerd does not accept.
    send: (...request) => (fetch ?? globalThis.fetch)(...request),
    store: store ?? memoryStore(),
    timeout,
    now: now ?? Date.now,
  };
}

/** @param {string} name @param {unknown} value @returns {string[]} */
function problemOfText(name, value) {
  if (value === undefined || value === null) return [`${name} is missing`];
  if (typeof value !== "string") return [`${name} must be a string`];
  if (value.trim() === "") return [`${name} is empty`];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u001f\u007f]/.test(value) ? [`${name} contains a control character, such as a line break`] : [];
}

/** @param {unknown} value */
function isFunction(value) {
  return value === undefined || typeof value === "function";
}

/** @param {unknown} value */
function isStore(value) {
  if (value === undefined) return true;
  const { read, write } = /** @type {{ read?: unknown, write?: unknown }} */ (Object(value));
  return typeof read === "function" && typeof write === "function";
}

/**
 * @param {unknown} baseUrl
 * @returns {string | undefined} undefined if a password must not be sent there
 */
function originOf(baseUrl) {
  // Nothing else is converted to a string: that may run foreign code, and a long sparse array may take hours.
  if (!(typeof baseUrl === "string" || baseUrl instanceof URL) || !URL.canParse(baseUrl)) return undefined;
  const url = new URL(baseUrl);
  const isOrigin = url.href === `${url.origin}/`;
  const isLoopback = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback);
  return isOrigin && isSafe ? url.origin : undefined;
}

/** @returns {TokenStore} */
function memoryStore() {
  /** @type {string | undefined} */
  let kept;
  return {
    read: async () => kept,
    write: async (text) => {
      kept = text;
    },
  };
}
