import { Problem } from "../problem.js";

/**
 * @param {string} output of cargo test
 * @returns {string} how many tests passed
 * @throws {Problem} when none did, which would otherwise look like a success
 */
export function countCargoTests(output) {
  return count(output, /^test result: ok\. (\d+) passed/gm);
}

/**
 * @param {string} output of node --test, in its spec format
 * @returns {string} how many tests passed
 * @throws {Problem} when none did, or some were skipped
 */
export function countNodeTests(output) {
  const skipped = total(output, /^\S+ (?:skipped|todo) (\d+)$/gm);
  if (skipped > 0) throw new Problem(`Tests were skipped (${skipped}), and each has to run.`, { output });
  return count(output, /^\S+ pass (\d+)$/gm);
}

/**
 * @param {string} output
 * @param {RegExp} pattern
 */
function count(output, pattern) {
  const passed = total(output, pattern);
  if (passed === 0) throw new Problem("No test ran at all.", { output });
  return `${passed} tests`;
}

/**
 * @param {string} output
 * @param {RegExp} pattern whose first group is a number
 */
function total(output, pattern) {
  return [...output.matchAll(pattern)].reduce((sum, [, number]) => sum + Number(number), 0);
}
