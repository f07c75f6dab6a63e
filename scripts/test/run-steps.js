import { Problem } from "../problem.js";
import { step as progress } from "../progress.js";

/** @typedef {{ name: string, passed: boolean, duration: number, remark: string }} Result `duration` in milliseconds */

/**
 * Runs steps one after the other, also after one has failed.
 * @param {readonly import("./steps.js").Step[]} steps
 * @returns {Promise<Result[]>}
 */
export async function runSteps(steps) {
  /** @type {Result[]} */
  const results = [];
  for (const step of steps) {
    const failedNeed = results.find(({ name, passed }) => !passed && step.needs.includes(name));
    results.push(failedNeed ? notRun(step, failedNeed) : await runStep(step));
  }
  return results;
}

/**
 * @param {import("./steps.js").Step} step
 * @returns {Promise<Result>}
 */
async function runStep({ name, run }) {
  const started = performance.now();
  /** @param {boolean} passed @param {string} remark */
  const result = (passed, remark) => ({ name, passed, duration: performance.now() - started, remark });
  try {
    const remark = await progress(name, run);
    return result(true, typeof remark === "string" ? remark : "");
  } catch (error) {
    show(error);
    return result(false, "see its output above");
  }
}

/**
 * @param {import("./steps.js").Step} step
 * @param {Result} need
 * @returns {Result}
 */
function notRun({ name }, need) {
  return { name, passed: false, duration: 0, remark: `not run, since ${need.name} failed` };
}

/** @param {unknown} error */
function show(error) {
  if (!(error instanceof Problem)) {
    console.log(error);
    return;
  }
  if (error.output) console.log(error.output);
  console.log(`FAILED: ${error.message}`);
}
