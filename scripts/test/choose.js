import { parseArgs } from "node:util";
import { Problem } from "../problem.js";
import { withUsage } from "../with-usage.js";

/**
 * The steps a command line asks for, with all that they need: every one, or those of `--only name[,name]`.
 *
 * @param {readonly import("./steps.js").Step[]} steps
 * @param {readonly string[]} args
 * @throws {Problem} when it names a step that is not there
 */
export function chooseSteps(steps, args) {
  const only = readOnly(args);
  if (only === undefined) return steps;

  const byName = new Map(steps.map((step) => [step.name, step]));
  const chosen = new Set(only);
  for (const name of chosen) {
    const step = byName.get(name);
    if (step === undefined) {
      throw new Problem(`There is no step "${name}". The steps are: ${[...byName.keys()].join(", ")}.`);
    }
    for (const need of step.needs) chosen.add(need);
  }
  return steps.filter((step) => chosen.has(step.name));
}

/** @param {readonly string[]} args */
function readOnly(args) {
  const { values } = withUsage("Usage: npm test -- [--only name,name]", () =>
    parseArgs({ args: [...args], options: { only: { type: "string" } } }),
  );
  return values.only?.split(",").map((name) => name.trim());
}
