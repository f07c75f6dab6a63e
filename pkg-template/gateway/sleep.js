/**
 * Waits until the time is up or `signal` is aborted.
 *
 * @param {number} ms
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
export function sleep(ms, signal) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

/**
 * Waits for a promise, but not longer than this many milliseconds; then resolves to undefined.
 *
 * @template Value
 * @param {number} ms
 * @param {Promise<Value>} promise
 * @returns {Promise<Value | undefined>}
 */
export async function atMost(ms, promise) {
  const stop = new AbortController();
  try {
    return await Promise.race([promise, sleep(ms, stop.signal).then(() => undefined)]);
  } finally {
    stop.abort();
  }
}

/**
 * Waits, in milliseconds, that grow as long as nothing happens.
 *
 * @param {number} first
 * @param {number} longest
 */
export function pauses(first, longest) {
  let next = first;
  return {
    next() {
      const pause = next;
      next = Math.min(next * 1.5, longest);
      return pause;
    },
    reset() {
      next = first;
    },
  };
}
