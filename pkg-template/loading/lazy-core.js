/** @typedef {() => Promise<void> | undefined} LazyCore Returns a promise until the core is ready. */

/** A running core. If it has a `failure`, such as a trap, it can no longer be trusted. @typedef {{ failure?: Error }} Core */

/**
 * Starts the core on the first call and keeps it; calls made in the meantime wait for the same start. A core that
 * failed, at the start or later, is not kept, so the next call tries again.
 *
 * @template {URL | string} Place
 * @param {object} how
 * @param {() => Place} how.locate where the core's `.wasm` is
 * @param {(place: Place) => Core | Promise<Core>} how.start starts the core, with a promise if it has to wait
 * @param {string} how.check a sentence for the error message that says what to check
 * @returns {LazyCore}
 */
export function lazyCore({ locate, start, check }) {
  /** @type {Core | undefined} */
  let core;
  /** @type {Promise<void> | undefined} */
  let loading;

  return () => {
    if (!core || core.failure) loading ??= load();
    return loading;
  };

  function load() {
    /** @type {Place | undefined} */
    let place;

    /** @param {unknown} cause @returns {never} */
    const failed = (cause) => {
      loading = undefined;
      const from = place === undefined ? "" : ` from ${place}`;
      throw new Error(`thingspace-aggregate could not load its core${from}. ${check}`, { cause });
    };
    /** @param {Core} it @returns {undefined} */
    const started = (it) => {
      core = it;
      loading = undefined;
    };

    try {
      place = locate();
      const starting = start(place);
      return "then" in starting ? starting.then(started, failed) : started(starting);
    } catch (cause) {
      return failed(cause);
    }
  }
}
