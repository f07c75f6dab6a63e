import { TokenError } from "./error.js";
import { isGood, LONGEST_IDLE, renewalOf, wasRejected } from "./freshness.js";
import { emptyRecord, hashOf, readRecord } from "./record.js";
import { redact } from "./redact.js";
import { foreignStore, refused, stopped, turnedAway, unanswered } from "./sentences.js";
import { TokenService } from "./service.js";
import { inTurn, Late, withinTime } from "./waiting.js";

/**
 * @import { Settings } from "./options.js"
 * @import { Kept, TokenRecord } from "./record.js"
 * @import { Answer } from "./service.js"
 */

/** @typedef {"bearer" | "session"} Kind */

/** ThingSpace locks an account after five failed logins. Two here leave a person three. */
const MOST_FAILURES = 2;

/** After how many milliseconds the use of a session token is stored again. */
const USE_WRITTEN = 60_000;

/**
 * Keeps the two tokens: provides them, and renews them one at a time.
 *
 * In the store, a login counts as failed from before it is sent until it has succeeded. So it also counts if this
 * process ends in the meantime, or the answer is lost. Only a login that was turned away unprocessed is uncounted.
 */
export class Keeper {
  #settings;
  #service;

  /** What was last read from the store or written to it. @type {TokenRecord | undefined} */
  #record;

  /** @type {Record<Kind, Promise<string> | undefined>} */
  #underway = { bearer: undefined, session: undefined };

  /** @type {string | undefined} */
  #owner;

  /** The `until` of the session token, as it is in the store. */
  #untilWritten = 0;

  /** @param {Settings} settings */
  constructor(settings) {
    this.#settings = settings;
    this.#service = new TokenService(settings);
  }

  /**
   * @param {Kind} kind
   * @param {boolean} isRejected whether the service rejected the last token
   * @returns {Promise<string>}
   */
  async give(kind, isRejected) {
    const kept = this.#record?.[kind];
    if (!this.#underway[kind] && !isRejected && isGood(kept, this.#settings.now())) {
      if (kind === "session" && this.#use(kept)) await this.#writeUse(kept);
      return kept.token;
    }
    const { token } = kept ?? {};
    this.#underway[kind] ??= this.#inTurn(() => this.#renew(kind, { isRejected, token }));
    return this.#join(kind, this.#underway[kind]);
  }

  async reset() {
    await this.#inTurn(async () => {
      const record = (await this.#read()) ?? emptyRecord(await this.#ownHash());
      record.bearer.failures = 0;
      record.session.failures = 0;
      await this.#save(record);
    });
  }

  /**
   * Runs one renewal, however many calls wait for it. None waits for ever, because a worker's platform may cancel the
   * request in which the renewal runs.
   *
   * @param {Kind} kind
   * @param {Promise<string>} renewal
   */
  async #join(kind, renewal) {
    try {
      return await withinTime(this.#settings.timeout * 6, () => renewal);
    } catch (error) {
      if (!(error instanceof Late)) throw error;
      throw new TokenError("unanswered", "The request for a token that is in progress has not finished. Try again.");
    } finally {
      if (this.#underway[kind] === renewal) this.#underway[kind] = undefined;
    }
  }

  /**
   * @param {Kind} kind
   * @param {{ isRejected: boolean, token: string | undefined }} need the token that was in use
   */
  async #renew(kind, { isRejected, token }) {
    const record = await this.#load();
    const now = this.#settings.now();
    const kept = record[kind];
    const mustBeNew = isRejected && wasRejected(kept, token, now);
    if (!mustBeNew && isGood(kept, now)) {
      if (kind === "session" && this.#use(kept)) await this.#save(record).catch(() => {}); // as in #writeUse
      return kept.token;
    }
    return kind === "bearer" ? this.#renewBearer(record, mustBeNew) : this.#logIn(record, mustBeNew);
  }

  /**
   * Only a refusal counts as a failure: nothing is known to be locked here, but a wrong secret stays wrong.
   *
   * @param {TokenRecord} record
   * @param {boolean} isRejected
   */
  async #renewBearer(record, isRejected) {
    const { failures } = record.bearer;
    if (failures >= MOST_FAILURES) throw stopped("bearer", failures);
    const answer = await this.#service.askForBearer();
    if (answer.outcome === "given") {
      const until = renewalOf(answer.seconds, this.#settings.now());
      record.bearer = this.#kept(answer.token, until, isRejected);
      await this.#save(record);
      return answer.token;
    }
    if (answer.outcome === "refused") {
      record.bearer.failures = failures + 1;
      await this.#save(record);
    }
    throw this.#failure("bearer", answer, record);
  }

  /** @param {TokenRecord} record @param {boolean} isRejected */
  async #logIn(record, isRejected) {
    const { failures } = record.session;
    if (failures >= MOST_FAILURES) throw stopped("session", failures);
    const bearer = await this.#bearerForLogin(record, isRejected, failures > 0);

    record.session.failures = failures + 1;
    await this.#save(record);
    const answer = await this.#service.logIn(bearer);
    if (answer.outcome === "given") {
      record.session = this.#kept(answer.token, this.#settings.now() + LONGEST_IDLE, isRejected);
      await this.#save(record);
      return answer.token;
    }
    if (answer.outcome === "turned_away") {
      record.session.failures = failures;
      await this.#save(record);
    }
    throw this.#failure("session", answer, record);
  }

  /**
   * A login must not fail because of a bearer token that is no longer valid. If that is in doubt, a new one is
   * requested first. That also shows whether ThingSpace can be reached at all before the second of two logins is used
   * up.
   *
   * @param {TokenRecord} record
   * @param {boolean} isRejected
   * @param {boolean} hasFailed
   */
  async #bearerForLogin(record, isRejected, hasFailed) {
    const now = this.#settings.now();
    const kept = record.bearer;
    const mustBeNew = isRejected && wasRejected(kept, kept.token, now);
    if (!mustBeNew && !hasFailed && isGood(kept, now)) return kept.token;
    return this.#renewBearer(record, mustBeNew);
  }

  /** @param {string} token @param {number} until @param {boolean} isRejected @returns {Kept} */
  #kept(token, until, isRejected) {
    return { token, until, replacedAt: isRejected ? this.#settings.now() : 0, failures: 0 };
  }

  /**
   * Using a session token keeps it alive. The use is stored once a minute, for other processes and for restarts.
   *
   * @param {Kept} kept
   * @returns {boolean} whether it is time to store that
   */
  #use(kept) {
    kept.until = this.#settings.now() + LONGEST_IDLE;
    return kept.until - this.#untilWritten >= USE_WRITTEN;
  }

  /** @param {Kept} kept */
  async #writeUse({ token, until }) {
    this.#untilWritten = until; // at once, so that only one call writes
    const write = async () => {
      const record = await this.#load();
      if (record.session.token !== token) return;
      record.session.until = Math.max(until, record.session.until);
      await this.#save(record);
    };
    // If the store fails, the token is still good: at worst, there is one more login after a restart.
    await this.#inTurn(write).catch(() => {});
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  #inTurn(work) {
    return inTurn(this.#settings.store, this.#settings.timeout * 3, work);
  }

  async #load() {
    const record = await this.#read();
    if (record === undefined) throw foreignStore();
    this.#record = record;
    return record;
  }

  /** @returns {Promise<TokenRecord | undefined>} undefined if the store does not contain a string of ours */
  async #read() {
    const text = await this.#withStore("read", () => this.#settings.store.read());
    const owner = await this.#ownHash();
    return typeof text === "string" ? readRecord(text, owner) : emptyRecord(owner);
  }

  /** @param {TokenRecord} record */
  async #save(record) {
    this.#record = record;
    this.#untilWritten = record.session.until;
    await this.#withStore("written", () => this.#settings.store.write(JSON.stringify(record)));
  }

  /** @template T @param {string} done @param {() => Promise<T>} work @returns {Promise<T>} */
  async #withStore(done, work) {
    try {
      return await work();
    } catch (error) {
      const reason = this.#redact(error instanceof Error ? String(error.message) : "it gave no reason");
      throw new TokenError("store", `The token store could not be ${done}: ${reason}`);
    }
  }

  async #ownHash() {
    const { origin, credentials } = this.#settings;
    this.#owner ??= await hashOf(origin, credentials.key, credentials.username);
    return this.#owner;
  }

  /**
   * @param {Kind} kind
   * @param {Exclude<Answer, { outcome: "given" }>} answer
   * @param {TokenRecord} record
   */
  #failure(kind, answer, record) {
    const sentence = { refused, turned_away: turnedAway, unanswered }[answer.outcome];
    const reason = this.#redact(answer.reason);
    const left = MOST_FAILURES - record[kind].failures;
    return new TokenError(answer.outcome, sentence(kind, reason, left), answer);
  }

  /** @param {string} text */
  #redact(text) {
    return redact(text, [...this.#service.secrets, this.#record?.bearer.token, this.#record?.session.token]);
  }
}
