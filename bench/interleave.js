/**
 * @typedef {{ missing: string }} Missing why there are no samples
 * @typedef {number[] | Missing} Samples in the order of the rounds
 * @typedef {() => number | Promise<number>} Take gives one sample
 */

/**
 * Takes one sample of each contestant in every round, so that whatever else the machine does hits all of them alike. Who
 * begins changes from round to round. The first round only warms up. Who fails is out, with the reason.
 *
 * @param {Record<string, Take>} takes
 * @param {{ rounds: number, note?: (text: string) => void }} options
 */
export async function interleave(takes, { rounds, note }) {
  /** @type {Record<string, Samples>} */
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
        samples[name] = { missing: reason(error) };
      }
    }
  }
  return samples;
}

/** @param {unknown} error */
function reason(error) {
  const [line = ""] = String(error instanceof Error ? error.message || error.name : error).split("\n");
  return line.slice(0, 120);
}
