/**
 * What is kept of one token.
 *
 * @typedef {object} Kept
 * @property {string} [token]
 * @property {number} until when it is to be renewed, in milliseconds since 1970
 * @property {number} replacedAt when it took the place of one that was rejected; 0 if it did not
 * @property {number} failures how many requests for one failed in a row
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
 * The tokens of somebody else are left out, but failures count on: they are forgotten when a person says so.
 *
 * @param {string} text
 * @param {string} of
 * @returns {TokenRecord | undefined} nothing when it is no text of ours
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
 * The store outlives the tokens in it, so it gets no name that they were given to, but a hash.
 *
 * @param {...string} names
 */
export async function hashOf(...names) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(names)));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
