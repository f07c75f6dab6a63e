/** @import { Kept } from "./record.js" */

/** Milliseconds of idleness after which a session token is renewed: the service ends it after 20 minutes. */
export const LONGEST_IDLE = 19 * 60_000;

/** What a bearer token lives when the service does not say so, in seconds. */
const USUAL_LIFE = 3600;

/** Milliseconds before its end that a bearer token is renewed. */
const AHEAD = 60_000;

/**
 * Milliseconds after a rejected token was replaced in which another rejection is taken to be of the old one: requests
 * that were under way with it still come back.
 */
const BURST = 30_000;

/**
 * Shortly before its end, ThingSpace still gives the same token as before, with what it has left: then the time ahead is
 * short, too, so that the token is used up rather than asked for again and again.
 *
 * @param {number | undefined} seconds that the token lives
 * @param {number} now
 */
export function renewalOf(seconds = USUAL_LIFE, now) {
  const life = seconds * 1000;
  return now + life - Math.min(AHEAD, life / 10);
}

/** @param {Kept | undefined} kept @param {number} now @returns {kept is Kept & { token: string }} */
export function isGood(kept, now) {
  return kept?.token !== undefined && now < kept.until;
}

/**
 * Has the service rejected this token, and not the one before it?
 *
 * @param {Kept} kept
 * @param {string | undefined} rejected the token that was in use when it was rejected
 * @param {number} now
 */
export function wasRejected({ token, replacedAt }, rejected, now) {
  const age = now - replacedAt;
  const isOfBurst = age >= 0 && age < BURST;
  return (rejected === undefined || rejected === token) && !isOfBurst;
}
