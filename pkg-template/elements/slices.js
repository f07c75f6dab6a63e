/**
 * How long a slice of work may take, in milliseconds: a task of 50 ms counts as long, even on a machine that is four
 * times as slow.
 */
const SLICE = 8;

/**
 * Work in slices, so that the page stays responsive: `if (slices.isOver()) await slices.next()`.
 */
export class Slices {
  #end = performance.now() + SLICE;

  isOver() {
    return performance.now() >= this.#end;
  }

  async next() {
    await nextTask();
    this.#end = performance.now() + SLICE;
  }
}

/**
 * Runs a generator that yields wherever it may be interrupted.
 *
 * @template T
 * @param {Generator<void, T, void>} work
 * @param {() => boolean} [isWanted]
 * @returns {Promise<T | undefined>} undefined if it is no longer wanted
 */
export async function inSlices(work, isWanted = () => true) {
  const slices = new Slices();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (!slices.isOver()) continue;
    await slices.next();
    if (!isWanted()) return undefined;
  }
}

/** Waits until the browser has had time to draw and to handle events. */
export function nextTask() {
  const { scheduler } = /** @type {{ scheduler?: { yield?: () => Promise<void> } }} */ (
    /** @type {unknown} */ (globalThis)
  );
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });
}
