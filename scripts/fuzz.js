import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./places.js";
import { Problem, runAsCommand } from "./problem.js";
import { run } from "./run.js";
import { testTools } from "./test/tools.js";

const manifest = join(root, "fuzz/Cargo.toml");
const kept = join(root, "fuzz/corpus");
const found = join(root, "target/fuzzing");

/**
 * What libFuzzer needs to see of a program. These are LLVM's own passes, which the stable compiler has; `cargo fuzz` asks
 * for them by way of nightly's flags.
 */
const COVERAGE = [
  "-Cpasses=sancov-module",
  "-Cllvm-args=-sanitizer-coverage-level=4",
  "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
  "-Cllvm-args=-sanitizer-coverage-pc-table",
  "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/** `npm run fuzz -- [--seconds N] [--target name[,name]]`: fuzzes each target, guided by coverage. What it finds goes to `target/fuzzing`. */
async function fuzz() {
  const { seconds, targets } = readArguments();
  const program = await build();
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
  const { seconds, target } = parse();
  const targets = target?.split(",") ?? all;
  const unknown = targets.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Problem(`There is no target ${unknown.join(", ")}. They are: ${all.join(", ")}.`);
  if (!/^[1-9]\d{0,5}$/.test(seconds)) throw new Problem(`--seconds must be a whole number from 1, not "${seconds}".`);
  return { seconds: Number(seconds), targets };
}

function parse() {
  try {
    const options = /** @type {const} */ ({
      seconds: { type: "string", default: "60" },
      target: { type: "string" },
    });
    return parseArgs({ options }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Problem(`${reason}\nUsage: npm run fuzz -- [--seconds NUMBER] [--target NAME[,NAME]]`);
  }
}

/** @returns {Promise<string>} the program */
async function build() {
  const { native } = await testTools();
  const host = /host: (\S+)/.exec(await run("rustc", ["-vV"], { env: native }))?.[1] ?? "";
  // With a target, the flags are for it alone, and not for what the compiler runs itself.
  const env = { ...native, RUSTFLAGS: COVERAGE.join(" "), CARGO_TARGET_DIR: join(root, "target/fuzz") };
  const how = ["--locked", "--release", "--features", "libfuzzer", "--target", host];
  await run("cargo", ["build", ...how, "--manifest-path", manifest], { cwd: root, env, timeout: 30 * 60_000 });
  return join(root, "target/fuzz", host, "release/fuzz");
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runAsCommand(fuzz);
