/** Thrown when a wait ends before the awaited work does. */
export class Late extends Error {}

/**
 * @template T
 * @param {number} ms
 * @param {(signal: AbortSignal) => T | Promise<T>} work gets a signal that is aborted when the time is up
 * @returns {Promise<T>}
 * @throws {Late} even if the work ignores the signal
 */
export async function withinTime(ms, work) {
  const controller = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      const error = new Late(`there was no answer within ${ms} ms`);
      reject(error);
      controller.abort(error);
    }, ms);
  });
  try {
    return /** @type {T} */ (await Promise.race([work(controller.signal), late]));
  } finally {
    clearTimeout(timer);
  }
}

/** The work that is in progress with each store. @type {WeakMap<object, Promise<unknown>>} */
const ends = new WeakMap();

/**
 * Does one piece of work after another with a store, for all callers in this process. Work that has not ended long
 * after it should have, for example because a worker's request was cancelled, is no longer waited for.
 *
 * @template T
 * @param {object} store
 * @param {number} longest milliseconds that the work before this may take
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function inTurn(store, longest, work) {
  const before = ends.get(store) ?? Promise.resolve();
  const turn = withinTime(longest, () => before)
    .catch(() => {})
    .then(work);
  ends.set(
    store,
    turn.catch(() => {}),
  );
  return turn;
}
