/** @import * as Core from "./core.js" */

/** @typedef {() => typeof Core | Promise<typeof Core>} LazyCore Gives the core at once when it is ready, else a promise. */

/**
 * Starts the core at the first call and keeps it: calls that come meanwhile wait for the same start. A start that
 * failed is not kept, so that the next call tries again.
 *
 * @template {URL | string} Place
 * @param {object} how
 * @param {typeof Core} how.core
 * @param {() => Place} how.locate where the core's `.wasm` is
 * @param {(place: Place) => object | Promise<object>} how.start readies the core, with a promise where it must wait
 * @param {string} how.check what to look at when it fails, a sentence for the error
 * @returns {LazyCore}
 */
export function lazyCore({ core, locate, start, check }) {
  /** @type {ReturnType<LazyCore> | undefined} */
  let ready;
  return () => {
    ready ??= load();
    return ready;
  };

  function load() {
    /** @type {Place | undefined} */
    let place;

    /** @param {unknown} cause @returns {never} */
    const failed = (cause) => {
      ready = undefined;
      const from = place === undefined ? "" : ` from ${place}`;
      throw new Error(`thingspace-aggregate could not load its core, aggregate.wasm${from}. ${check}`, { cause });
    };
    const started = () => {
      ready = core;
      return core;
    };

    try {
      place = locate();
      const starting = start(place);
      return "then" in starting ? starting.then(started, failed) : started();
    } catch (cause) {
      return failed(cause);
    }
  }
}
