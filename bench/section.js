/**
 * @import { Words } from "./interleave.js"
 *
 * @typedef {number[] | Words} Samples in the order of the rounds
 * @typedef {"B" | "ms" | "KiB" | "times" | "/s"} Unit
 * @typedef {object} Column
 * @property {string} title
 * @property {Unit} unit
 * @property {Record<string, Samples>} samples by contestant
 * @property {boolean} [alone] has no ratio: it stands for itself
 *
 * @typedef {{ columns: Column[], notes?: string[] }} Outcome
 * @typedef {{ quick: boolean, note: (text: string) => void }} Look `quick` for a short one
 * @typedef {(look: Look) => Promise<Outcome>} Measure
 * @typedef {{ title: string, how: string, measure: Measure }} Section
 */

/** Every section of the bench, in the order of the report; each is a file in sections/. */
export const sections = [
  "checks",
  "bytes",
  "check-and-encode",
  "errors",
  "whole-call",
  "fleet",
  "cold-node",
  "cold-workerd",
  "cold-chromium",
  "memory",
  "callbacks",
  "flood",
  "whole-report",
  "worker-memory",
  "long-tasks",
];

/**
 * @param {string} name
 * @returns {Promise<Section>}
 */
export function loadSection(name) {
  return import(`./sections/${name}.js`);
}
