/** Thrown when a wait is over before what was waited for. */
export class Late extends Error {}

/**
 * @template T
 * @param {number} ms
 * @param {(signal: AbortSignal) => T | Promise<T>} work gets a signal that is aborted when the time is over
 * @returns {Promise<T>}
 * @throws {Late} also when the work does not heed the signal
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

/** What is under way with a store, to its end. @type {WeakMap<object, Promise<unknown>>} */
const ends = new WeakMap();

/**
 * Does one piece of work after the other with a store, whoever asks for it in this process. Work that has not ended
 * when it long should have, as when a worker's request was cancelled under it, is waited for no longer.
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
