import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Where the shell would find a program, or undefined.
 * @param {string} name
 * @param {string} [path] a PATH; this process's own if not given
 */
export function findProgram(name, path = process.env.PATH) {
  return (path ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
