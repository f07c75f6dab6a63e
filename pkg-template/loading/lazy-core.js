/** @typedef {() => Promise<void> | undefined} LazyCore Gives a promise as long as the core is not ready. */

/** A core that runs, until it has a `failure`: nothing it does can be trusted after a trap. @typedef {{ failure?: Error }} Core */

/**
 * Starts the core at the first call and keeps it: calls that come meanwhile wait for the same start. A start that
 * failed is not kept, nor is a core that failed later, so that the next call tries again.
 *
 * @template {URL | string} Place
 * @param {object} how
 * @param {() => Place} how.locate where the core's `.wasm` is
 * @param {(place: Place) => Core | Promise<Core>} how.start readies the core, with a promise where it must wait
 * @param {string} how.check what to look at when it fails, a sentence for the error
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
