/** @import { Callback } from "./listener.js" */

/** As many callbacks are shown one by one; of more, only how many there are. */
const SHOWN = 20;

/** Milliseconds between two such lines. */
const PACE = 1_000;

/**
 * Collects the callbacks of one report and tells of them as they come. A callback may come twice, and before the
 * receipt is there.
 */
export class Arrivals {
  /** @type {Map<string, { sessions: number, bytes: number }>} */
  #usage = new Map();
  /** @type {Map<string, string>} */
  #errors = new Map();
  #callbacks = 0;
  #repeated = 0;
  #expected;
  #lastLine = 0;
  #latest = performance.now();
  /** @type {(() => void) | undefined} */
  #onComplete;

  /** @param {number} expected how many devices there are */
  constructor(expected) {
    this.#expected = expected;
  }

  /** @param {Callback} callback */
  take({ usage = [], errors = [] }) {
    this.#callbacks += 1;
    this.#latest = performance.now();
    const before = this.devices;
    for (const { imei, numberOfSessions, bytesTransferred } of usage) {
      this.#usage.set(imei, { sessions: numberOfSessions, bytes: bytesTransferred });
    }
    for (const { imei, errorMessage } of errors) this.#errors.set(imei, errorMessage);
    const isNew = this.devices > before;
    if (!isNew) this.#repeated += 1;
    this.#tell({ usage, errors }, isNew);
    if (this.isComplete) this.#onComplete?.();
  }

  get devices() {
    return this.#usage.size + this.#errors.size;
  }

  get isComplete() {
    return this.devices >= this.#expected;
  }

  /**
   * Waits until every device has arrived, as long as something still comes.
   *
   * @param {number} patience milliseconds without any callback
   * @returns {Promise<void>}
   */
  complete(patience) {
    if (this.isComplete) return Promise.resolve();
    return new Promise((resolve) => {
      const watch = setInterval(() => {
        if (performance.now() - this.#latest > patience) finish();
      }, 100);
      const finish = () => {
        clearInterval(watch);
        resolve();
      };
      this.#onComplete = finish;
    });
  }

  summary() {
    const rows = [...this.#usage.values()];
    const sessions = rows.reduce((sum, row) => sum + row.sessions, 0);
    const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
    const extra = [
      this.#repeated > 0 ? `${this.#repeated} of them repeated` : "",
      this.#errors.size > 0 ? `${this.#errors.size} devices with an error` : "",
    ].filter((part) => part !== "");
    return [
      `${grouped(this.devices)} of ${grouped(this.#expected)} devices in ${grouped(this.#callbacks)} callbacks`,
      ...extra,
      `${grouped(sessions)} sessions`,
      `${grouped(bytes)} bytes`,
    ].join(", ");
  }

  /**
   * @param {Pick<Callback, "usage" | "errors">} callback
   * @param {boolean} isNew
   */
  #tell(callback, isNew) {
    if (this.#callbacks > SHOWN) {
      this.#tellHowMany();
      return;
    }
    for (const line of linesOf(callback)) console.log(`  ${line}${isNew ? "" : " (repeated)"}`);
  }

  #tellHowMany() {
    if (performance.now() - this.#lastLine < PACE && !this.isComplete) return;
    this.#lastLine = performance.now();
    console.log(`  ${grouped(this.devices)} of ${grouped(this.#expected)} devices`);
  }
}

/**
 * @param {Pick<Callback, "usage" | "errors">} callback
 * @returns {string[]} one a device
 */
export function linesOf({ usage = [], errors = [] }) {
  return [
    ...usage.map(
      ({ imei, numberOfSessions, bytesTransferred }) =>
        `${imei}  ${grouped(numberOfSessions)} sessions, ${grouped(bytesTransferred)} bytes`,
    ),
    ...errors.map(({ imei, errorMessage }) => `${imei}  ${errorMessage}`),
  ];
}

/** @param {number} number */
function grouped(number) {
  return number.toLocaleString("en");
}
