/**
 * Something the person at the terminal can do something about: the message says what is wrong and what to do, and is
 * shown without a stack.
 */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {{ output?: string, cause?: unknown }} [details] `output` is what the command behind it printed
   */
  constructor(message, { output = "", cause } = {}) {
    super(message, { cause });
    this.name = "Problem";
    this.output = output;
  }
}

/**
 * Runs a script's main function and turns what it throws into an exit code.
 * @param {() => Promise<void>} main
 */
export async function runAsCommand(main) {
  try {
    await main();
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof Problem)) {
      console.error(error);
      return;
    }
    if (error.output) console.error(error.output.trimEnd());
    console.error(`\n${error.message}`);
  }
}
