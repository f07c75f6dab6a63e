import { describe, log } from "./log.js";
import { sha256 } from "./secret.js";
import { pauses, sleep } from "./sleep.js";

/**
 * @import { Claim, Submission } from "../inbox.js"
 * @import { Answer } from "./failure.js"
 * @import { Settings } from "./options.js"
 */

/** How much longer a submission may take than the time limit for ThingSpace, in milliseconds. */
const MARGIN = 10_000;

/** How long a repeated key waits for the answer to the first request, in milliseconds. A page waits for 30 seconds. */
const PATIENCE = 27_000;

/** Milliseconds between two checks of a submission that is in progress. */
const SHORTEST = 50;
const LONGEST = 1_000;

/** How often a key may submit if every submission except the last was turned away. */
const MOST_TRIES = 100;

/**
 * Submits once for each key of a caller. A request with the same key gets the same answer, waits for it if the first
 * one is still in progress, and is refused if its body differs.
 *
 * - An answer is kept for as long as the inbox keeps keys, which is 24 hours.
 * - An answer saying that nothing was queued and that another attempt may succeed (429; 503 with `Retry-After`; 424,
 *   once this server's tokens have been fixed) is kept until the time that it names. From then on the key may submit
 *   again. Each attempt has its own key in the inbox, so that still only one of several requests submits.
 * - If the outcome of the first request is unknown because the process died in the meantime, the key is answered with
 *   504 from then on, from which the package in the browser derives that the report may be queued.
 *
 * @param {Submission} submission
 * @param {string} content what must be the same every time
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
 * @returns {Promise<Claim | undefined>} undefined if the inbox failed, and then nothing is submitted
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
    // The answer is still correct. As it is not in the inbox, a repeated key is told that the outcome is unknown.
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
