/**
 * Yields what several generators yield, as it arrives. They run concurrently, each at most one step ahead of the
 * reader. A reader who leaves early still waits for the steps in progress.
 *
 * @template T
 * @param {readonly AsyncGenerator<T, void, undefined>[]} generators
 * @returns {AsyncGenerator<T, void, undefined>}
 */
export async function* merge(generators) {
  const step = async (/** @type {AsyncGenerator<T, void, undefined>} */ generator) => ({
    generator,
    result: await generator.next(),
  });
  const steps = new Map(generators.map((generator) => [generator, step(generator)]));
  try {
    while (steps.size > 0) {
      const { generator, result } = await Promise.race(steps.values());
      if (result.done) {
        steps.delete(generator);
        continue;
      }
      steps.set(generator, step(generator));
      yield result.value;
    }
  } finally {
    await Promise.allSettled(steps.values());
  }
}
