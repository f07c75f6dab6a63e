import { Problem } from "./problem.js";

/**
 * Reads a command line.
 *
 * @template T
 * @param {string} usage
 * @param {() => T} parse
 * @throws {Problem} with the usage, when it cannot be parsed
 */
export function withUsage(usage, parse) {
  try {
    return parse();
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
