import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./places.js";
import { runAsCommand } from "./problem.js";
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

function readArguments() {
  const { values } = parseArgs({
    options: { seconds: { type: "string", default: "60" }, target: { type: "string" } },
  });
  const targets = values.target?.split(",") ?? readdirSync(kept);
  return { seconds: Number(values.seconds), targets };
}

/** @returns {Promise<string>} the program */
async function build() {
  const { native } = await testTools();
  const host = /host: (\S+)/.exec(await run("rustc", ["-vV"], { env: native }))?.[1] ?? "";
  // With a target, the flags are for it alone, and not for what the compiler runs itself.
  const env = { ...native, RUSTFLAGS: COVERAGE.join(" "), CARGO_TARGET_DIR: join(root, "target/fuzz") };
  const args = [
    "build",
    "--locked",
    "--release",
    "--features",
    "libfuzzer",
    "--target",
    host,
    "--manifest-path",
    manifest,
  ];
  await run("cargo", args, { cwd: root, env, timeout: 30 * 60_000 });
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
