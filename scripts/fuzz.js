import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { coverageOf } from "./fuzz/coverage.js";
import { buildFuzzer, kept } from "./fuzz/program.js";
import { root } from "./places.js";
import { Problem, runAsCommand } from "./problem.js";
import { run } from "./run.js";
import { withUsage } from "./with-usage.js";

const found = join(root, "target/fuzzing");

/**
 * `npm run fuzz -- [--seconds N] [--target name[,name]]`: fuzzes each target, guided by coverage. What it finds goes to
 * `target/fuzzing`. With `--coverage` it fuzzes nothing, and shows which lines of the crate the kept inputs run.
 */
async function fuzz() {
  const { seconds, targets, coverage } = readArguments();
  if (coverage) return showCoverage(targets);
  const program = await buildFuzzer(join(root, "target/fuzz"));
  let executions = 0;
  for (const target of targets) {
    const output = await fuzzTarget(program, target, seconds);
    const count = Number(/stat::number_of_executed_units: (\d+)/.exec(output)?.[1]);
    const [covered = ""] = [...output.matchAll(/ cov: (\d+) /g)].at(-1)?.slice(1) ?? [];
    console.log(`${target}: ${count.toLocaleString("en-US")} executions, ${covered} edges covered`);
    executions += count;
  }
  console.log(`${executions.toLocaleString("en-US")} executions without a failure.`);
}

/** @throws {Problem} when they make no sense */
function readArguments() {
  const all = readdirSync(kept);
  const { seconds, target, coverage } = parse();
  const targets = target?.split(",") ?? all;
  const unknown = targets.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Problem(`There is no target ${unknown.join(", ")}. They are: ${all.join(", ")}.`);
  if (!/^[1-9]\d{0,5}$/.test(seconds)) throw new Problem(`--seconds must be a whole number from 1, not "${seconds}".`);
  return { seconds: Number(seconds), targets, coverage };
}

function parse() {
  const options = /** @type {const} */ ({
    seconds: { type: "string", default: "60" },
    target: { type: "string" },
    coverage: { type: "boolean", default: false },
  });
  const usage = "Usage: npm run fuzz -- [--seconds NUMBER] [--target NAME[,NAME]] [--coverage]";
  return withUsage(usage, () => parseArgs({ options }).values);
}

/** @param {string} program @param {string} target @param {number} seconds */
function fuzzTarget(program, target, seconds) {
  const corpus = join(found, "corpus", target);
  mkdirSync(corpus, { recursive: true });
  const args = [
    `-max_total_time=${seconds}`,
    "-max_len=600",
    "-print_final_stats=1",
    `-artifact_prefix=${found}/${target}-`,
  ];
  const env = { ...process.env, TARGET: target };
  const timeout = (seconds + 300) * 1000;
  return run(program, [...args, corpus, join(kept, target)], { cwd: found, env, timeout });
}

/** As a table in Markdown. @param {readonly string[]} targets */
async function showCoverage(targets) {
  console.log("| file | lines | not run |\n| --- | --: | --: |");
  for (const { file, lines } of await coverageOf(targets)) {
    console.log(`| \`${file}\` | ${lines.count} | ${lines.count - lines.covered} |`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runAsCommand(fuzz);
