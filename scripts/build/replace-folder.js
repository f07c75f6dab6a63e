import { mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { buildFolder } from "../places.js";

/**
 * Fills a folder anew, all at once, so that nobody finds it half done.
 * @param {string} folder
 * @param {(draft: string) => Promise<void>} fill writes into an empty folder elsewhere
 */
export async function replaceFolder(folder, fill) {
  const draft = join(buildFolder, `${basename(folder)}-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    await fill(draft);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
