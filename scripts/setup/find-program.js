import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Where the shell would find a program, or undefined.
 * @param {string} name
 */
export function findProgram(name) {
  return (process.env.PATH ?? "")
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
