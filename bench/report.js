/**
 * @import { Results, ResultColumn, SectionResult } from "./results.js"
 * @import { Spread } from "./statistics.js"
 * @import { Unit } from "./section.js"
 */

/**
 * The results as Markdown, made to be read in a terminal too.
 * @param {Results} results
 */
export function report({ date, machine, contestants, sections }) {
  const who = contestants.map(({ title, version, does }) => [`${title} ${version}`.trim(), does]);
  const { cpu, system, node, chromium, load } = machine;
  return [
    `Measured on ${date}: ${cpu}, ${system}, Node ${node}, Chromium ${chromium}; load average at the end: ${load}.`,
    table([["contestant", "what it does besides checking"], ...who]),
    ...Object.values(sections).map((section) => sectionReport(section, contestants)),
  ].join("\n\n");
}

/** What README.md shows: a section, one of its columns, and the words for it. */
const CHOSEN = /** @type {const} */ ([
  ["bytes", "brotli", "bytes to ship (brotli)"],
  ["check-and-encode", "10,000 devices", "check + encode 10,000 devices"],
  ["errors", "10,000 bad devices", "10,000 bad devices"],
  ["cold-node", "first request", "cold start in Node"],
]);

/**
 * The few figures that matter most, as one table.
 * @param {Results} results
 */
export function summary({ date, machine, contestants, sections }) {
  const columns = CHOSEN.flatMap(([section, name, title]) => {
    const column = sections[section]?.columns.find((candidate) => candidate.title === name);
    return column ? [{ ...column, title }] : [];
  });
  return [
    rowsOf(columns, contestants),
    `Medians of ${date} (${machine.cpu}, Node ${machine.node}), with 95 % confidence intervals; **×** means "times as much as this package".`,
  ].join("\n\n");
}

/**
 * @param {SectionResult} section
 * @param {Results["contestants"]} contestants
 */
export function sectionReport({ title, how, columns, notes }, contestants) {
  return [`### ${title}`, how, rowsOf(columns, contestants), ...notes].join("\n\n");
}

/**
 * @param {readonly ResultColumn[]} columns
 * @param {Results["contestants"]} contestants
 */
function rowsOf(columns, contestants) {
  const present = columns.flatMap(({ cells }) => Object.keys(cells));
  const names = new Set([...contestants.map(({ name }) => name).filter((name) => present.includes(name)), ...present]);
  const titles = new Map(contestants.map(({ name, title }) => [name, title]));
  const rows = [...names].map((name) => [titles.get(name) ?? name, ...columns.map((column) => cellText(column, name))]);
  return table([["", ...columns.map(({ title }) => title)], ...rows]);
}

/**
 * @param {ResultColumn} column
 * @param {string} name
 */
function cellText({ unit, cells }, name) {
  const cell = cells[name];
  if (cell === undefined) return "–";
  if ("words" in cell) return cell.words;
  const times = cell.ratio === undefined ? "" : ` · **×${short(cell.ratio.median)}**${interval(cell.ratio, short)}`;
  const { factor, text, suffix } = scale(unit, cell.median);
  return `${text(cell.median * factor)}${suffix}${interval(cell, (value) => text(value * factor))}${times}`;
}

/**
 * @param {Spread} spread
 * @param {(value: number) => string} text
 */
function interval({ low, high }, text) {
  return text(low) === text(high) ? "" : ` (${text(low)}–${text(high)})`;
}

/**
 * How figures of this unit and size are written.
 * @param {Unit} unit
 * @param {number} value
 */
function scale(unit, value) {
  if (unit === "B") return { factor: 1, text: whole, suffix: "" };
  if (unit === "times") return { factor: 1, text: short, suffix: "" };
  if (unit === "ms" && value > 0 && value < 0.1) return { factor: 1000, text: significant, suffix: " µs" };
  return { factor: 1, text: significant, suffix: ` ${unit}` };
}

/** @param {number} value */
function whole(value) {
  return Math.round(value).toLocaleString("en-US");
}

/** @param {number} value */
function significant(value) {
  return Math.abs(value) >= 100 ? whole(value) : String(Number(value.toPrecision(3)));
}

/** @param {number} value */
function short(value) {
  return value >= 10 ? whole(value) : String(Number(value.toPrecision(2)));
}

/** @param {string[][]} rows the first is the head */
function table(rows) {
  const widths = rows[0]?.map((_, at) => Math.max(3, ...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const [head, ...body] = rows.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`);
  return [head, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body].join("\n");
}
