import { describe, log } from "./log.js";
import { sha256 } from "./secret.js";
import { pauses, sleep } from "./sleep.js";

/**
 * @import { Claim, Submission } from "../inbox.js"
 * @import { Answer } from "./failure.js"
 * @import { Settings } from "./options.js"
 */

/** Milliseconds that a submission may take beyond the time that ThingSpace has for it. */
const MARGIN = 10_000;

/** Milliseconds that a repeated key waits for the first one's answer. A page waits for 30 seconds. */
const PATIENCE = 27_000;

/** Milliseconds between two looks at a submission that is under way. */
const SHORTEST = 50;
const LONGEST = 1_000;

/** How often a key may submit, where each time but the last was turned away. */
const MOST_TRIES = 100;

/**
 * Submits once for each key of a caller. Whoever comes with the same key gets the same answer, waits for it where the
 * first one is still under way, and is refused where the body is another one.
 *
 * - An answer is kept for as long as the inbox keeps keys, which is 24 hours.
 * - One that says that nothing was queued and that another try may do better (429; 503 with `Retry-After`; 424, once this
 *   server's tokens have been seen to) is kept until the time it names. From then on the key may submit again: each try is
 *   a key of its own in the inbox, so that still only one of several requests does.
 * - Where it is not known what became of the first one, because the process died under way, the key is answered 504 for
 *   good. From it the package in the browser reads that the report may be queued.
 *
 * @param {Submission} submission
 * @param {string} content what must be the same each time
 * @param {() => Promise<Answer>} submit
 * @param {Settings} settings
 * @returns {Promise<Answer>}
 */
export async function once({ caller, key }, content, submit, settings) {
  const { timeout } = settings;
  const fingerprint = btoa(String.fromCharCode(...(await sha256(content))));
  const end = Date.now() + PATIENCE;
  const pause = pauses(SHORTEST, LONGEST);

  for (let tries = 1; ; ) {
    const attempt = { caller, key: `${tries} ${key}` };
    const claim = await claimed({ ...attempt, fingerprint }, settings);
    if (claim === undefined) return unavailable;
    switch (claim.state) {
      case "new":
        return submitFirst(attempt, submit, settings);
      case "other_body":
        return reused;
      case "answered": {
        /** @type {Answer} */
        const answer = JSON.parse(claim.answer);
        if (answer.again === undefined || Date.now() < answer.again || tries === MOST_TRIES) return answer;
        tries += 1;
        break;
      }
      case "underway": {
        const isLost = Date.now() > claim.since + timeout + MARGIN;
        if (isLost || Date.now() >= end) return unknown;
        await sleep(pause.next());
      }
    }
  }
}

/**
 * @param {Submission & { fingerprint: string }} attempt
 * @param {Settings} settings
 * @returns {Promise<Claim | undefined>} undefined when the inbox failed: nothing is submitted then
 */
async function claimed(attempt, settings) {
  try {
    return await settings.inbox.claim(attempt);
  } catch (error) {
    log({ event: "failed", level: "error", message: describe(error, settings) }, settings);
    return undefined;
  }
}

/**
 * @param {Submission} attempt
 * @param {() => Promise<Answer>} submit
 * @param {Settings} settings
 */
async function submitFirst(attempt, submit, settings) {
  /** @type {Answer} */
  let answer = unknown;
  try {
    answer = await submit();
  } catch (error) {
    log({ event: "failed", level: "error", message: describe(error, settings) }, settings);
  }
  try {
    await settings.inbox.answer(attempt, JSON.stringify(answer));
  } catch (error) {
    // The answer is right all the same. Without it in the inbox, whoever repeats the key is told that it is not known.
    log({ event: "failed", level: "error", message: describe(error, settings) }, settings);
  }
  return answer;
}

/** @type {Answer} */
const reused = {
  status: 422,
  body: {
    errorCode: "IDEMPOTENCY_KEY_REUSED",
    errorMessage: "This Idempotency-Key was already used with another request. Use a new one for each request.",
  },
};

/** @type {Answer} */
const unavailable = {
  status: 503,
  retryAfter: 1,
  body: { errorCode: "UNAVAILABLE", errorMessage: "The server cannot accept the report at the moment. Try again." },
};

/** @type {Answer} */
const unknown = {
  status: 504,
  body: {
    errorCode: "OUTCOME_UNKNOWN",
    errorMessage: "The outcome of the first request with this Idempotency-Key is unknown. The report may be queued.",
  },
};
