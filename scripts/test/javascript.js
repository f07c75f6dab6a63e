import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { bearerToken, consumer, m2mToken, user } from "../../www/sandbox/known.js";
import { root } from "../places.js";
import { Problem } from "../problem.js";
import { run } from "../run.js";
import { isAtLeast } from "../setup/versions.js";
import { countNodeTests } from "./count.js";
import { testTools } from "./tools.js";

/** Five times as long as any folder takes on two cores, and more. */
const LONGEST = 60 * 60_000;

/** How many test files run at once, at most: many of them start browsers or servers, and would slow each other down. */
const MOST_AT_ONCE = 4;

/** Format and lint of all that is not Rust. */
export async function checkWithBiome() {
  const { native } = await testTools();
  await run("biome", ["check", "--error-on-warnings"], { cwd: root, env: native });
}

export async function checkTypes() {
  const { native } = await testTools();
  await run("tsc", ["--noEmit", "--project", root], { cwd: root, env: native });
}

/**
 * Runs every `*.test.js` of a folder and the folders in it.
 * @param {string} folder
 * @throws {Problem} when there is none
 */
export async function testFolder(folder) {
  const files = testFilesIn(join(root, folder));
  if (files.length === 0) throw new Problem(`There is no *.test.js in ${folder}/.`);
  const { native } = await testTools();
  const args = ["--test", "--test-reporter=spec", ...concurrency(), ...files];
  const output = await run(process.execPath, args, { cwd: root, env: native, timeout: LONGEST });
  checkForSecrets(output);
  return countNodeTests(output);
}

/** Node itself runs one file fewer than there are processors. @returns {readonly string[]} */
function concurrency() {
  if (!isAtLeast(process.versions.node, "20.10")) return [];
  return [`--test-concurrency=${Math.max(1, Math.min(availableParallelism() - 1, MOST_AT_ONCE))}`];
}

/**
 * Whatever is under test may print, but no token and no password.
 * @param {string} output
 * @throws {Problem}
 */
function checkForSecrets(output) {
  const secrets = [m2mToken, bearerToken, consumer.secret, user.password];
  const line = output.split("\n").find((line) => secrets.some((secret) => line.includes(secret)));
  if (line !== undefined) throw new Problem(`The tests printed a secret of the sandbox: ${line}`);
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function testFilesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : testFilesIn(path);
    return entry.name.endsWith(".test.js") ? [path] : [];
  });
}
