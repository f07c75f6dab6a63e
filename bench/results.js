import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { contestants, own } from "./contestants.js";
import { ratio, spread } from "./statistics.js";

/**
 * @import { Contestant } from "./contestants.js"
 * @import { Column, Outcome, Section, Unit } from "./section.js"
 * @import { Spread } from "./statistics.js"
 *
 * @typedef {Spread & { rounds: number, ratio?: Spread }} Figure `ratio` is how many times as much as this package
 * @typedef {Figure | { words: string }} Cell
 * @typedef {{ title: string, unit: Unit, cells: Record<string, Cell> }} ResultColumn
 * @typedef {{ title: string, how: string, columns: ResultColumn[], notes: string[] }} SectionResult
 * @typedef {object} Results
 * @property {string} date
 * @property {Record<string, string>} machine
 * @property {readonly (Contestant & { version: string })[]} contestants
 * @property {Record<string, SectionResult>} sections
 */

/**
 * @param {Record<string, SectionResult>} sections
 * @returns {Results}
 */
export function results(sections) {
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    contestants: contestants.map((contestant) => ({ ...contestant, version: versionOf(contestant.name) })),
    sections,
  };
}

/**
 * @param {Section} section
 * @param {Outcome} outcome
 * @returns {SectionResult}
 */
export function sectionResult({ title, how }, { columns, notes = [] }) {
  return { title, how, columns: columns.map(column), notes };
}

/** @param {Column} column @returns {ResultColumn} */
function column({ title, unit, samples, alone }) {
  const reference = samples[own];
  /** @type {Record<string, Cell>} */
  const cells = {};
  for (const [name, list] of Object.entries(samples)) {
    if (!Array.isArray(list)) {
      cells[name] = list;
      continue;
    }
    cells[name] = { ...spread(list), rounds: list.length };
    if (alone || name === own || !Array.isArray(reference)) continue;
    cells[name].ratio = ratio(list, reference);
  }
  return { title, unit, cells };
}

/** @returns {Record<string, string>} */
function machine() {
  const [cpu] = cpus();
  return {
    cpu: `${cpus().length} × ${cpu?.model.trim() ?? "unknown"}`,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    chromium: chromiumVersion(),
    load: loadavg()
      .map((load) => load.toFixed(1))
      .join(" "),
  };
}

function chromiumVersion() {
  try {
    return execFileSync("chromium", ["--version"], { encoding: "utf8", timeout: 20_000 }).replace(
      /[^\d.]*([\d.]+).*/s,
      "$1",
    );
  } catch {
    return "none";
  }
}

/** @param {string} name */
function versionOf(name) {
  const { dependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
  return dependencies[name === "published-sdk" ? "apimatic-verizon-sdk" : name] ?? "";
}
