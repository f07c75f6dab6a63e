import { overHttp1, overHttp2, submitOverBreakingConnections } from "./breaks.js";
import { checks } from "./checks.js";

/** @import { Api } from "./checks.js" */

/** @typedef {{ name: string, problem?: string }} Outcome A check of an entry, and what is wrong if it failed. */

const LONGEST = 60_000;

/**
 * Runs every check with each of the package's entries: the checks of an entry at the same time, the entries one after
 * the other, since browsers keep only six connections to one server and some checks hold on to theirs.
 *
 * @param {string} origin the far side's
 * @param {Record<string, Api>} entries by a name of its own for each
 * @param {typeof globalThis.fetch} [fetch] for the package to use; else it finds the global one itself
 * @returns {Promise<Outcome[]>}
 */
export async function runSuite(origin, entries, fetch) {
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const [entry, api] of Object.entries(entries)) {
    const far = farSide(`${origin}/api/${encodeURIComponent(entry)}`, fetch);
    const runs = Object.entries(checks).map(([name, check]) => outcome(`${entry}: ${name}`, check({ api, far })));
    outcomes.push(...(await Promise.all(runs)));
    const breaking = `${origin}/breaks/${encodeURIComponent(entry)}`;
    const submitted = submitOverBreakingConnections(breaking, overHttp1, api, fetch);
    outcomes.push(await outcome(`${entry}: submissions over connections that break`, submitted));
  }
  return outcomes;
}

/**
 * Submits over connections that break, to a server that speaks HTTP/2.
 *
 * @param {string} origin
 * @param {Api} main
 */
export async function runOverHttp2(origin, main) {
  return [await outcome("HTTP/2", submitOverBreakingConnections(`${origin}/breaks/main`, overHttp2, main))];
}

/**
 * @param {string} base
 * @param {typeof globalThis.fetch} [fetch]
 */
function farSide(base, fetch) {
  return (/** @type {string} */ name) => ({
    options: { baseUrl: `${base}/${name}`, fetch },
    received: async () => (await (fetch ?? globalThis.fetch)(`${base}/${name}/received`)).json(),
  });
}

/**
 * @param {string} name
 * @param {Promise<void>} work
 * @returns {Promise<Outcome>}
 */
async function outcome(name, work) {
  try {
    await inTime(work);
    return { name };
  } catch (error) {
    return { name, problem: describe(error) };
  }
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) return String(error);
  const { message, stack = "" } = error;
  return stack.includes(message) ? stack : `${message}\n${stack}`; // only V8's stacks begin with the message
}

/** @param {Promise<void>} work */
async function inTime(work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;
  const late = new Promise((_, reject) => {
    alarm = setTimeout(() => reject(new Error(`took longer than ${LONGEST} ms`)), LONGEST);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(alarm));
}
