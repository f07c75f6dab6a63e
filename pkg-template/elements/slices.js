/** Milliseconds that a slice of work may take: a task of 50 is a long one, also on a machine four times as slow. */
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
 * Does work that yields wherever it may be interrupted.
 *
 * @template T
 * @param {Generator<void, T, void>} work
 * @param {() => boolean} [isWanted]
 * @returns {Promise<T | undefined>} undefined when it is no longer wanted
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

/** What comes next waits until the browser had the time to draw and to listen. */
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
