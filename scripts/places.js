import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder this checkout lives in, without a slash at its end. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** The package as users get it: what `npm run build` leaves behind. */
export const packageFolder = join(root, "pkg");

/** What `npm run build` keeps to itself: the compiled cores, and notes of what they were made from. */
export const buildFolder = join(root, "target", "package");

/**
 * The tools this project builds for itself live outside the checkout, so that a fresh clone on the same machine finds
 * them. `THINGSPACE_AGGREGATE_TOOLS` names another folder.
 */
export const toolsFolder =
  process.env.THINGSPACE_AGGREGATE_TOOLS ||
  join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "thingspace-aggregate");
