/** @typedef {{ words: string }} Words said in place of samples, such as why there are none */

/**
 * Takes one sample of each contestant in every round, so that whatever else the machine does hits all of them alike. Who
 * begins changes from round to round. The first round only warms up. Who fails is out, with the reason.
 *
 * @template T
 * @param {Record<string, () => T | Promise<T>>} takes
 * @param {{ rounds: number, note?: (text: string) => void }} options
 * @returns {Promise<Record<string, T[] | Words>>} in the order of the rounds
 */
export async function interleave(takes, { rounds, note }) {
  /** @type {Record<string, T[] | Words>} */
  const samples = Object.fromEntries(Object.keys(takes).map((name) => [name, []]));
  const entries = Object.entries(takes);
  for (let round = 0; round <= rounds; round++) {
    note?.(round === 0 ? "warming up" : `round ${round} of ${rounds}`);
    const first = round % entries.length;
    for (const [name, take] of [...entries.slice(first), ...entries.slice(0, first)]) {
      const list = samples[name];
      if (!Array.isArray(list)) continue;
      try {
        const sample = await take();
        if (round > 0) list.push(sample);
      } catch (error) {
        samples[name] = { words: reason(error) };
      }
    }
  }
  return samples;
}

/**
 * One number out of every sample.
 *
 * @template T
 * @param {Record<string, T[] | Words>} samples
 * @param {(sample: T) => number} number
 * @returns {Record<string, number[] | Words>}
 */
export function pick(samples, number) {
  const entries = Object.entries(samples);
  return Object.fromEntries(entries.map(([name, list]) => [name, Array.isArray(list) ? list.map(number) : list]));
}

/** @param {unknown} error */
function reason(error) {
  const [line = ""] = String(error instanceof Error ? error.message || error.name : error).split("\n");
  return line.slice(0, 120);
}
