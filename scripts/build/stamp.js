import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Remembers what a result was made from, and tells whether all of it, and the result, are still the same.
 *
 * @param {string} file where it is remembered
 * @param {{ inputs: readonly string[], outputs: readonly string[], facts?: readonly string[] }} of files and folders,
 *   and whatever else the result depends on
 */
export function stamp(file, { inputs, outputs, facts = [] }) {
  const now = () => fingerprint([...inputs, ...outputs], facts);
  return {
    isFresh: () => existsSync(file) && outputs.every(existsSync) && readFileSync(file, "utf8") === now(),
    renew: () => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, now());
    },
  };
}

/**
 * @param {readonly string[]} paths
 * @param {readonly string[]} facts
 */
function fingerprint(paths, facts) {
  const hash = createHash("sha256").update(JSON.stringify(facts));
  for (const file of paths.flatMap(filesIn)) {
    hash.update(JSON.stringify(file)).update(createHash("sha256").update(readFileSync(file)).digest());
  }
  return hash.digest("hex");
}

/**
 * @param {string} path a file, a folder, or nothing
 * @returns {string[]}
 */
function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
