import { checks } from "./checks.js";
import { after, before } from "./restart.js";
import { Subject } from "./subject.js";

/**
 * @import { MakeInbox } from "./subject.js"
 *
 * @typedef {{ name: string, problem?: string }} Outcome A check, and what is wrong if it failed.
 */

/** What a program can be asked to run: everything, or what comes before and after a restart. */
const phases = { checks, before: { before }, after: { after } };

/** @typedef {keyof typeof phases} Phase */

/**
 * @param {MakeInbox} makeInbox
 * @param {Phase} phase
 * @returns {Promise<Outcome[]>}
 */
export async function runSuite(makeInbox, phase) {
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const [name, check] of Object.entries(phases[phase])) {
    // Before and after a restart, it is the same report.
    const subject = new Subject(makeInbox, phase === "checks" ? `report of "${name}"` : "the report");
    outcomes.push(
      await check(subject).then(
        () => ({ name }),
        (error) => ({ name, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      ),
    );
  }
  return outcomes;
}
