/**
 * What is stored about one token.
 *
 * @typedef {object} Kept
 * @property {string} [token]
 * @property {number} until when to renew it, in milliseconds since 1970
 * @property {number} replacedAt when it replaced one that was rejected; 0 if it did not
 * @property {number} failures how many requests for such a token failed in a row
 */

/**
 * What is in the store.
 *
 * @typedef {object} TokenRecord
 * @property {string} of whose tokens they are: a hash of ThingSpace's origin, the key and the user name
 * @property {Kept} bearer
 * @property {Kept} session
 */

/** @returns {Kept} */
function nothing() {
  return { until: 0, replacedAt: 0, failures: 0 };
}

/** @param {string} of @returns {TokenRecord} */
export function emptyRecord(of) {
  return { of, bearer: nothing(), session: nothing() };
}

/**
 * The tokens of another user are dropped, but failures still count: only a person resets them.
 *
 * @param {string} text
 * @param {string} of
 * @returns {TokenRecord | undefined} undefined if it is not a string of ours
 */
export function readRecord(text, of) {
  const record = parse(text);
  if (record === undefined || record.of === of) return record;
  const { bearer, session } = record;
  return {
    of,
    bearer: { ...nothing(), failures: bearer.failures },
    session: { ...nothing(), failures: session.failures },
  };
}

/** @param {string} text @returns {TokenRecord | undefined} */
function parse(text) {
  try {
    const record = JSON.parse(text);
    return typeof record.of === "string" && isKept(record.bearer) && isKept(record.session) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Kept} kept */
function isKept({ token, until, replacedAt, failures }) {
  return [until, replacedAt, failures].every(Number.isFinite) && (token === undefined || typeof token === "string");
}

/**
 * The store outlives the tokens in it, so it contains a hash instead of the names that they belong to.
 *
 * @param {...string} names
 */
export async function hashOf(...names) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(names)));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
