/**
 * @import { CallbackOptions, GatewayOptions, GatewayTokens } from "../gateway.js"
 * @import { Inbox } from "../inbox.js"
 */

/**
 * The checked options of a gateway with their defaults, and the state that it keeps while it runs.
 *
 * @typedef {object} Settings
 * @property {GatewayOptions["authorize"]} authorize
 * @property {GatewayTokens} tokens
 * @property {Inbox} inbox
 * @property {readonly string[]} secrets the current one first
 * @property {CallbackOptions["verify"]} verify
 * @property {GatewayOptions["onSettled"]} onSettled
 * @property {number | undefined} settleAfter
 * @property {string | undefined} baseUrl
 * @property {"documented" | "sdk" | undefined} wire
 * @property {boolean | undefined} checkDigit
 * @property {typeof fetch | undefined} fetch
 * @property {number} timeout
 * @property {string} prefix
 * @property {URL | undefined} publicUrl
 * @property {readonly string[]} allowedOrigins
 * @property {number} streamLife
 * @property {number} heartbeat
 * @property {GatewayOptions["log"]} log
 */

const names = [
  "authorize",
  "tokens",
  "inbox",
  "callbacks",
  "onSettled",
  "settleAfter",
  "baseUrl",
  "wire",
  "checkDigit",
  "fetch",
  "timeout",
  "prefix",
  "publicUrl",
  "allowedOrigins",
  "streams",
  "log",
];

const inboxMethods = ["open", "record", "read", "list", "due", "told", "claim", "answer", "sweep"];

/** Needs no escaping in a path. 20 of these characters are as much as 119 random bits. */
const secretForm = /^[A-Za-z0-9_-]{20,256}$/;

/**
 * @param {unknown} options
 * @returns {Settings}
 * @throws {TypeError}
 */
export function readOptions(options) {
  const given = object(options, "options");
  onlyKnown(given, names, "");
  const callbacks = object(given.callbacks, "callbacks");
  onlyKnown(callbacks, ["secret", "verify"], "callbacks.");
  const streams = object(given.streams ?? {}, "streams");
  onlyKnown(streams, ["life", "heartbeat"], "streams.");

  check(
    isFunction(given.authorize),
    "authorize",
    "must be a function that identifies the caller: without one, anybody could call",
  );
  checkFunction(given.onSettled, "onSettled");
  checkFunction(given.fetch, "fetch");
  checkFunction(given.log, "log");
  checkFunction(callbacks.verify, "callbacks.verify");
  check(
    [undefined, "documented", "sdk"].includes(/** @type {undefined} */ (given.wire)),
    "wire",
    'must be "documented" or "sdk"',
  );
  check(
    [undefined, true, false].includes(/** @type {undefined} */ (given.checkDigit)),
    "checkDigit",
    "must be true or false",
  );

  return /** @type {Settings} */ ({
    authorize: given.authorize,
    tokens: readTokens(given.tokens),
    inbox: readInbox(given.inbox),
    secrets: readSecrets(callbacks.secret),
    verify: callbacks.verify,
    onSettled: given.onSettled,
    settleAfter: milliseconds(given.settleAfter, "settleAfter", undefined, 1_000, 86_400_000),
    baseUrl: readBaseUrl(given.baseUrl),
    wire: given.wire,
    checkDigit: given.checkDigit,
    fetch: given.fetch,
    timeout: milliseconds(given.timeout, "timeout", 25_000, 1, 60_000),
    prefix: readPrefix(given.prefix),
    publicUrl: given.publicUrl === undefined ? undefined : readOrigin(given.publicUrl, "publicUrl"),
    allowedOrigins: readAllowedOrigins(given.allowedOrigins),
    streamLife: milliseconds(streams.life, "streams.life", 300_000, 1, 3_600_000),
    heartbeat: milliseconds(streams.heartbeat, "streams.heartbeat", 15_000, 1, 300_000),
    log: given.log,
  });
}

/** @param {unknown} value @returns {unknown} */
function readTokens(value) {
  const tokens = object(value, "tokens");
  const isToken = (/** @type {unknown} */ token) => (typeof token === "string" && token !== "") || isFunction(token);
  check(isToken(tokens.token), "tokens.token", "must be the session token, or a function that returns it");
  check(
    tokens.bearer === undefined || isToken(tokens.bearer),
    "tokens.bearer",
    "must be the OAuth access token, or a function that returns it",
  );
  checkFunction(tokens.reset, "tokens.reset");
  return tokens;
}

/** @param {unknown} value @returns {unknown} */
function readInbox(value) {
  const inbox = object(value, "inbox");
  const absent = inboxMethods.filter((name) => !isFunction(inbox[name]));
  check(
    absent.length === 0,
    "inbox",
    `must be an inbox, such as memoryInbox() returns; this one lacks ${absent.join(", ")}`,
  );
  return inbox;
}

/** @param {unknown} value */
function readSecrets(value) {
  const secrets = Array.isArray(value) ? value : [value];
  check(
    (secrets.length === 1 || secrets.length === 2) && new Set(secrets).size === secrets.length,
    "callbacks.secret",
    "must be one secret, or a list of two different ones while it is being changed",
  );
  check(
    secrets.every((secret) => typeof secret === "string" && secretForm.test(secret)),
    "callbacks.secret",
    "must be 20 to 256 characters from A-Z, a-z, 0-9, - and _ that nobody can guess, such as a crypto.randomUUID()",
  );
  return secrets;
}

/** @param {unknown} value */
function readBaseUrl(value) {
  if (value === undefined) return undefined;
  const url = parse(value, "baseUrl");
  const isBare = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  check(isBare, "baseUrl", "must have no user name, password, query or fragment");
  return url.href;
}

/** @param {unknown} value */
function readPrefix(value = "/api") {
  check(
    typeof value === "string" && /^(\/[A-Za-z0-9._~-]+)*$/.test(value),
    "prefix",
    'must be a path such as "/api", without a slash at its end, or ""',
  );
  return value;
}

/** @param {unknown} value */
function readAllowedOrigins(value = []) {
  check(Array.isArray(value), "allowedOrigins", "must be a list of origins");
  return /** @type {unknown[]} */ (value).map((origin) => readOrigin(origin, "allowedOrigins").origin);
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function readOrigin(value, name) {
  const url = parse(value, name);
  const isOrigin = url.href === `${url.origin}/`;
  check(isOrigin, name, "must be an origin, such as https://portal.example.com, without anything after the host");
  return url;
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function parse(value, name) {
  const text = typeof value === "string" || value instanceof URL ? String(value) : "";
  check(URL.canParse(text), name, "must be a URL");
  const url = new URL(text);
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && isOnLoopback(url));
  check(isSafe, name, "must begin with https://, or with http:// for this machine");
  return url;
}

/** @param {URL} url */
export function isOnLoopback({ hostname }) {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

/**
 * @template {number | undefined} Default
 * @param {unknown} value
 * @param {string} name
 * @param {Default} byDefault
 * @param {number} least
 * @param {number} most
 */
function milliseconds(value, name, byDefault, least, most) {
  if (value === undefined) return byDefault;
  const isIn =
    Number.isInteger(value) && /** @type {number} */ (value) >= least && /** @type {number} */ (value) <= most;
  check(isIn, name, `must be a whole number of milliseconds from ${least} to ${most}`);
  return value;
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {Record<string, unknown>}
 */
function object(value, name) {
  check(typeof value === "object" && value !== null, name, "must be an object");
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @param {object} given
 * @param {readonly string[]} known
 * @param {string} path
 */
function onlyKnown(given, known, path) {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  check(unknown === undefined, `${path}${unknown}`, `does not exist; the options are ${known.join(", ")}`);
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function checkFunction(value, name) {
  check(value === undefined || isFunction(value), name, "must be a function");
}

/** @param {unknown} value */
function isFunction(value) {
  return typeof value === "function";
}

/**
 * @param {boolean} isRight
 * @param {string} name
 * @param {string} rule
 */
function check(isRight, name, rule) {
  if (!isRight) throw new TypeError(`createGateway: the option ${name} ${rule}.`);
}
