/** @import { Kept } from "./record.js" */

/** Milliseconds of idleness after which a session token is renewed: the service ends it after 20 minutes. */
export const LONGEST_IDLE = 19 * 60_000;

/** The lifetime of a bearer token, in seconds, if the service does not say. */
const USUAL_LIFE = 3600;

/** How long before it expires a bearer token is renewed, in milliseconds. */
const AHEAD = 60_000;

/**
 * For how many milliseconds after a rejected token was replaced another rejection is assumed to refer to the old one,
 * because requests that were in progress with it still return.
 */
const BURST = 30_000;

/**
 * Shortly before a token expires, ThingSpace still returns the same one, with its remaining lifetime. The margin is
 * then short too, so that the token is used up rather than requested again and again.
 *
 * @param {number | undefined} seconds the token's lifetime
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
 * Whether the service has rejected this token, and not the one before it.
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
