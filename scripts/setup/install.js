import { Problem } from "../problem.js";
import { step } from "../progress.js";
import { run } from "../run.js";

const UNREACHABLE =
  /could not resolve|couldn't resolve|name resolution|network is unreachable|connection refused|could not connect|failed to connect|failed to download|could not download|timed out|ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT/i;

/**
 * Runs one command that fetches something, as a step of its own.
 *
 * @param {string} title
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("../run.js").RunOptions} [options]
 * @throws {Problem} which says so when the network looks like the reason
 */
export async function install(title, command, args, options) {
  try {
    await step(title, (note) => run(command, args, { ...options, onLine: note }));
  } catch (error) {
    if (!(error instanceof Problem) || !UNREACHABLE.test(error.output)) throw error;
    throw new Problem(
      `${error.message}\nThe network, or the server asked, could not be reached. Look at the connection (or the proxy) ` +
        "and run the command again: what was installed so far is kept.",
      { output: error.output, cause: error },
    );
  }
}
