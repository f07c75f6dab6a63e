import vm from "node:vm";
import fc from "fast-check";
import { hostileMakers, trap } from "../package/fixtures/hostile-values.js";

/**
 * How to make a value. fast-check generates recipes, since they can be printed, cut down and made again, which what they
 * make cannot: it may throw when it is looked at.
 *
 * @typedef {{ leaf: number }
 *   | { good: number }
 *   | { text: string }
 *   | { number: number }
 *   | { fields: [string, Recipe][], how: How }
 *   | { items: (Recipe | null)[] }
 *   | { gives: Recipe, when: "now" | "later" | "throws" | "rejects" }
 *   | { proxy: Recipe, trap: string }} Recipe
 * @typedef {"plain" | "no prototype" | "class" | "frozen" | "another realm" | "cyclic" | "getters" | "throwing"} How
 */

/** Names that mean something to one export or another, and some that mean something to JavaScript. */
const NAMES = [
  ..."accountNumber imei startDate endDate deviceGroup dataPlan noSessionFlag".split(" "),
  ..."token bearer portalInitiated baseUrl wire checkDigit fetch signal timeout retry onAttempt".split(" "),
  ..."idempotencyKey maxIssues concurrency devicesPerRequest onProgress limit maxRetryAfter resend href".split(" "),
  ..."aborted reason addEventListener removeEventListener status headers body getReader read done value".split(" "),
  ..."txid errorCode issues issueCount kind message cause caller key secret username password store".split(" "),
  ..."length 0 toString valueOf toJSON constructor __proto__ Imei tokens authorize inbox callbacks".split(" "),
];

const IMEI = "490154203237518";

/** What is right in one place or another. */
const GOOD = [
  () => "0000123456-00001",
  () => IMEI,
  () => [IMEI, "358240051111110"],
  () => 0,
  () => "0",
  () => "2026-06-01",
  () => new Date(Date.UTC(2026, 5, 1)),
  () => true,
  () => "true",
  () => ({ accountNumber: "0000123456-00001", imei: [IMEI] }),
  () => "https://gateway.example/api",
  () => new URL("https://gateway.example/"),
  () => new AbortController().signal,
  () => AbortSignal.abort(trap),
  () => Response.json({ txid: "t-1" }),
  () => new Response("busy", { status: 503, headers: { "retry-after": "0" } }),
  () => new Headers({ a: "b" }),
  () => new Uint8Array([123, 125]),
  () => new Set([IMEI]),
  () => 10,
];

const { recipe } = fc.letrec((/** @type {fc.LetrecLooselyTypedTie} */ tie) => ({
  recipe: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.record({ leaf: fc.nat(hostileMakers.length - 1) }),
    fc.record({ good: fc.nat(GOOD.length - 1) }),
    fc.record({ text: fc.string({ unit: "binary", maxLength: 24 }) }),
    fc.record({ number: fc.double() }),
    fc.record({
      fields: fc.array(fc.tuple(fc.constantFrom(...NAMES), tie("recipe")), { maxLength: 5 }),
      how: fc.constantFrom(
        "plain",
        "no prototype",
        "class",
        "frozen",
        "another realm",
        "cyclic",
        "getters",
        "throwing",
      ),
    }),
    fc.record({ items: fc.array(fc.option(tie("recipe"), { freq: 8 }), { maxLength: 4 }) }),
    fc.record({ gives: tie("recipe"), when: fc.constantFrom("now", "later", "throws", "rejects") }),
    fc.record({
      proxy: tie("recipe"),
      trap: fc.constantFrom("get", "has", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor", "apply", "none"),
    }),
  ),
}));

/** Recipes of values of any kind. */
export const recipes = /** @type {fc.Arbitrary<Recipe>} */ (recipe);

/** Names of properties. */
export const names = fc.constantFrom(...NAMES);

/** @param {Recipe} recipe @returns {unknown} */
export function make(recipe) {
  if ("leaf" in recipe) return hostileMakers[recipe.leaf]?.();
  if ("good" in recipe) return GOOD[recipe.good]?.();
  if ("text" in recipe) return recipe.text;
  if ("number" in recipe) return recipe.number;
  if ("items" in recipe) return withHoles(recipe.items);
  if ("gives" in recipe) return giver(recipe.gives, recipe.when);
  if ("proxy" in recipe) return proxyOf(make(recipe.proxy), recipe.trap);
  return withFields(recipe.fields, recipe.how);
}

/** @param {readonly (Recipe | null)[]} items null is a hole */
function withHoles(items) {
  const list = new Array(items.length);
  for (const [index, item] of items.entries()) if (item !== null) list[index] = make(item);
  return list;
}

/** @param {Recipe} recipe @param {string} when */
function giver(recipe, when) {
  const value = make(recipe);
  return () => {
    if (when === "now") return value;
    if (when === "throws") throw trap;
    const promise = when === "later" ? (async () => value)() : Promise.reject(trap);
    // One that nobody waits for must not end the process.
    promise.catch(() => {});
    return promise;
  };
}

/** @param {unknown} value @param {string} name of what throws */
function proxyOf(value, name) {
  if (Object(value) !== value) return value;
  const spring = () => {
    throw trap;
  };
  return new Proxy(/** @type {object} */ (value), name === "none" ? {} : { [name]: spring });
}

/** @param {readonly [string, Recipe][]} fields @param {How} how */
function withFields(fields, how) {
  const object = emptyObject(how);
  for (const [name, recipe] of fields) {
    const value = make(recipe);
    const get = () => {
      if (how === "throwing") throw trap;
      return value;
    };
    const isGetter = how === "throwing" || how === "getters";
    const property = isGetter ? { get } : { value, writable: true };
    Object.defineProperty(object, name, { ...property, enumerable: true, configurable: true });
  }
  if (how === "cyclic") Object.assign(object, { imei: object, retry: object, other: [object] });
  return how === "frozen" ? Object.freeze(object) : object;
}

/** @param {How} how @returns {object} */
function emptyObject(how) {
  if (how === "no prototype") return Object.create(null);
  if (how === "another realm") return vm.runInContext("({})", anotherRealm);
  if (how === "class") return new (class Request {})();
  return {};
}

const anotherRealm = vm.createContext();
