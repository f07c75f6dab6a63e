import fc from "fast-check";
import { make, names, recipes } from "./recipes.js";

/** @import { Target } from "./targets.js" */

/** Milliseconds for one call, which takes one at most: a machine may be busy. */
const LONGEST = 20_000;

/**
 * Hands values to a target, two at a time.
 *
 * @param {Target} target
 * @param {{ objects: number, seed: number }} how
 * @returns {Promise<number>} how many values those were
 * @throws {Error} with the smallest recipe for what fails
 */
export async function meet(target, { objects, seed }) {
  let made = 0;
  const property = fc.asyncProperty(recipes, recipes, names, async (one, other, name) => {
    made += 2;
    await target(make(one), make(other), name);
  });
  await fc.assert(property, { numRuns: Math.ceil(objects / 2), seed, timeout: LONGEST, includeErrorInReport: true });
  return made;
}
