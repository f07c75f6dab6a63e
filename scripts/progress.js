const HEARTBEAT = 10_000;

/** How many steps are going on, one inside the other: only the innermost has something to tell. */
let depth = 0;

/**
 * Says what is being done, that it is still going on every ten seconds, and how long it took.
 *
 * @template T
 * @param {string} title
 * @param {(note: (line: string) => void) => Promise<T>} work calls `note` with its latest line, for the heartbeat
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = performance.now();
  const ownDepth = ++depth;
  let latest = "";
  console.log(`${title} ...`);
  const heartbeat = setInterval(() => {
    if (depth === ownDepth) console.log(`  ${elapsed(started)} ${latest}`.trimEnd());
  }, HEARTBEAT);
  try {
    const result = await work((line) => {
      latest = line.trim().slice(0, 100);
    });
    console.log(`  done in ${elapsed(started)}`);
    return result;
  } catch (error) {
    console.log(`  failed after ${elapsed(started)}`);
    throw error;
  } finally {
    depth -= 1;
    clearInterval(heartbeat);
  }
}

/**
 * @param {number} started a `performance.now()`
 * @returns {string} seconds since then, such as "1.4 s"
 */
export function elapsed(started) {
  return seconds(performance.now() - started);
}

/** @param {number} milliseconds */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
